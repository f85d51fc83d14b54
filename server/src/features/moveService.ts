import type { TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import { moveServiceMethod, type Moved, type MoveServiceParams } from "../../../shared/protocol";
import { say } from "../../../shared/text";
import { moveToHost } from "../language/refactor/moveToHost";
import { moveToOwnNetwork } from "../language/refactor/moveToOwnNetwork";
import { networkOf } from "../network/networkOf";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { placedEdits } from "./documentEdits";
import { answering } from "./run";
import { readNow } from "./standing";

const asked = "hostside.move";

/** Moves a service by its name for a command, which knows what its running containers listen on. */
export const registerMoveService: RegisterFeature = (context) => {
  const move = async (params: MoveServiceParams, stillAsked: StillAsked): Promise<Moved<WorkspaceEdit> | null> => {
    const read = await readNow(context, params.textDocument.uri, stillAsked);
    const [project, ...others] = read?.projects.filter(({ services }) => services.has(params.service)) ?? [];
    const service = project?.services.get(params.service);
    if (project === undefined || service === undefined || others.length > 0) return null;
    const seen = new Map((params.seen ?? []).map((each) => [each.service, each.ports]));
    const make = params.to === "host" ? moveToHost : moveToOwnNetwork;
    const found = make(service, networkOf(project), context.parsed, seen);
    if (found.refused !== undefined) return { refused: context.speak(found.refused) };
    const edits = placedEdits(found.changes, context);
    if (edits === undefined) return { refused: context.speak(say`A file has changed meanwhile. Try again.`) };
    const isAsked = params.asks === true && context.client.asksAboutChanges;
    return {
      edit: isAsked ? confirmed(edits, context.speak(found.title)) : { documentChanges: edits },
      places: edits.reduce((count, each) => count + each.edits.length, 0),
      files: edits.length,
    };
  };
  context.connection.onRequest(moveServiceMethod, answering(moveServiceMethod, context.log, move));
  return {};
};

/** The same edits as changes that the editor shows before it makes them. */
function confirmed(edits: readonly TextDocumentEdit[], label: string): WorkspaceEdit {
  return {
    documentChanges: edits.map(({ textDocument, edits: each }) => ({
      textDocument,
      edits: each.map((edit) => ({ ...edit, annotationId: asked })),
    })),
    changeAnnotations: { [asked]: { label, needsConfirmation: true } },
  };
}
