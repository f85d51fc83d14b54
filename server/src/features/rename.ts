import {
  LSPErrorCodes,
  MessageType,
  type PrepareRenameParams,
  type Range,
  type RenameParams,
  ResponseError,
  ShowMessageNotification,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from "vscode-languageserver";
import {
  type RenamePlace,
  type Renamed,
  type RenameNameParams,
  type RenamePlaceParams,
  renameMethod,
  renamePlaceMethod,
} from "../../../shared/protocol";
import { definitionsOf } from "../language/navigation/named";
import { madeOfVariables } from "../language/rename/madeOfVariables";
import { rename } from "../language/rename/rename";
import { nobodyGives, type Refused, renameable, type Renameable, textOf } from "../language/rename/renameable";
import { kindInWords } from "../language/rename/validName";
import type { Place } from "../compose/syntax/node";
import { folderOf } from "../compose/project/paths";
import { fileOf } from "../workspace/fileId";
import { NoLongerAsked, type StillAsked } from "../workspace/turns";
import type { FeatureContext, RegisterFeature } from "./context";
import { namesAt, projectsBeside } from "./names";
import { renameEdit } from "./renameEdit";
import { answering } from "./run";
import { askedAt } from "./standing";

/**
 * Renames a service, a network, an alias, a container or a hostname over all files of its projects. What is none of these is
 * left to others: the editor asks them next.
 */
export const registerRename: RegisterFeature = (context) => {
  const { connection, log, speak } = context;
  /** Where we refuse, the editor would ask the other one, which renames within one document and breaks the project. */
  const asksOthers = (): boolean => context.peers().has("docker.docker");
  const prepare = async (
    params: PrepareRenameParams,
    stillAsked: StillAsked,
  ): Promise<{ range: Range; placeholder: string } | null | ResponseError<never>> => {
    const target = await targetAt(context, params, stillAsked);
    if (target === undefined) return null;
    if ("refused" in target && !(asksOthers() && target.at !== undefined)) return refusal(speak(target.refused));
    if (target.at === undefined) return null;
    const range = context.placeInFile(target.at)?.range;
    return range === undefined ? null : { range, placeholder: "refused" in target ? textOf(target.at) : target.name };
  };
  const edits = async (
    params: RenameParams,
    stillAsked: StillAsked,
  ): Promise<WorkspaceEdit | null | ResponseError<never>> => {
    const renamed = await renamedAt(context, params, stillAsked);
    if (renamed === undefined) return null;
    if (!("refused" in renamed)) return renamed.edit;
    if (!asksOthers()) return refusal(renamed.refused);
    await connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Error,
      message: renamed.refused,
    });
    return {};
  };
  const place = async (params: RenamePlaceParams, stillAsked: StillAsked): Promise<RenamePlace | null> => {
    const target = await targetAt(context, params, stillAsked);
    if (target === undefined) return null;
    if ("refused" in target) return { refused: speak(target.refused) };
    return { name: target.name, kind: speak(kindInWords[target.kind]) };
  };
  const changes = async (params: RenameNameParams, stillAsked: StillAsked): Promise<Renamed<WorkspaceEdit> | null> =>
    (await renamedAt(context, params, stillAsked)) ?? null;
  connection.onPrepareRename(answering("textDocument/prepareRename", log, prepare));
  connection.onRenameRequest(answering("textDocument/rename", log, edits));
  connection.onRequest(renamePlaceMethod, answering(renamePlaceMethod, log, place));
  connection.onRequest(renameMethod, answering(renameMethod, log, changes));
  return {};
};

function refusal(refused: string): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestFailed, refused);
}

async function targetAt(
  context: FeatureContext,
  params: TextDocumentPositionParams,
  stillAsked: StillAsked,
): Promise<Renameable | (Refused & { readonly at?: Place }) | undefined> {
  const named = await namesAt(context, params, stillAsked);
  if (named !== undefined) {
    const { at, symbol } = named.occurrence;
    const target = renameable(named);
    if (target === undefined) return undefined;
    if ("refused" in target) return { ...target, at };
    return definitionsOf(named).length > 0 ? target : { refused: nobodyGives(symbol), at };
  }
  const asked = await askedAt(context, params, stillAsked);
  const refused = asked && madeOfVariables(asked.compose, asked.offset);
  return refused === undefined ? undefined : { refused };
}

async function renamedAt(
  context: FeatureContext,
  params: Omit<RenameParams, "workDoneToken">,
  stillAsked: StillAsked,
): Promise<Renamed<WorkspaceEdit> | undefined> {
  const named = await namesAt(context, params, stillAsked);
  if (named === undefined) return undefined;
  const { newName } = params;
  const folders = await context.folders();
  // Without a workspace, what lies beside the document is the user's.
  const file = fileOf(params.textDocument.uri);
  const roots = folders.length > 0 ? folders : [folderOf(file)];
  const result = await rename(named, newName, {
    projectsOf: projectsBeside(context, stillAsked),
    documentOf: context.parsed,
    isOurs: (each) => each === file || roots.some((root) => each.startsWith(`${root.replace(/\/$/, "")}/`)),
  });
  if (!stillAsked()) throw new NoLongerAsked();
  if (result === undefined) return undefined;
  if ("refused" in result) return { refused: context.speak(result.refused) };
  const target = renameable(named);
  const name = target !== undefined && !("refused" in target) ? target.name : "";
  return renameEdit(result.changes, name, newName, context);
}
