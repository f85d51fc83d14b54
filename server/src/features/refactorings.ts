import { type CodeAction, CodeActionKind, type CodeActionParams } from "vscode-languageserver";
import type { Project } from "../compose/model/project";
import type { Standing } from "../language/at/at";
import { moveToHost } from "../language/refactor/moveToHost";
import { moveToOwnNetwork } from "../language/refactor/moveToOwnNetwork";
import type { Refactoring } from "../language/refactor/refactoring";
import { networkOf } from "../network/networkOf";
import type { StillAsked } from "../workspace/turns";
import type { FeatureContext } from "./context";
import { placedEdits } from "./documentEdits";
import { askedAt } from "./standing";

/** Keys of a service at which one looks for another way to the network. */
const keys = new Set(["ports", "networks", "network_mode"]);

/**
 * What moves the service under the cursor to the host's network, or to one of its own: at its name, its mode, its ports and its
 * networks. `explicit`: the user asked for refactorings, and is told why one cannot be made.
 */
export async function refactorings(
  { textDocument, range }: Pick<CodeActionParams, "textDocument" | "range">,
  explicit: boolean,
  context: FeatureContext,
  stillAsked: StillAsked,
): Promise<CodeAction[]> {
  const asked = await askedAt(context, { textDocument, position: range.start }, stillAsked);
  const name = asked?.standings.map(serviceOf).find((each) => each !== undefined);
  const [project, ...others] = asked?.projects ?? [];
  // With several projects the change would be right for one of them.
  if (name === undefined || project === undefined || others.length > 0) return [];
  const found = moveOf(name, project, context);
  const action = found && actionOf(found, context);
  const isShown = action?.disabled === undefined || (explicit && context.client.showsDisabledActions);
  return action === undefined || !isShown ? [] : [action];
}

function serviceOf({ subject, services }: Standing): string | undefined {
  const [service, ...others] = services;
  if (others.length > 0) return undefined;
  if (subject.kind === "service" && subject.role === "definition") return subject.name;
  const isAbout = subject.kind === "mode" || subject.kind === "mode-key" || subject.kind === "port";
  return isAbout || (subject.kind === "key" && keys.has(subject.key)) ? service : undefined;
}

function moveOf(name: string, project: Project, { parsed }: FeatureContext): Refactoring | undefined {
  const service = project.services.get(name);
  if (service === undefined) return undefined;
  const network = networkOf(project);
  const move = network.isOnHost(service) ? moveToOwnNetwork : moveToHost;
  return move(service, network, parsed);
}

function actionOf(found: Refactoring, context: FeatureContext): CodeAction | undefined {
  const title = context.speak(found.title);
  const kind = CodeActionKind.RefactorRewrite;
  if (found.refused !== undefined) return { title, kind, disabled: { reason: context.speak(found.refused) } };
  const edits = placedEdits(found.changes, context);
  // Files that have changed since are another question.
  if (edits === undefined) return undefined;
  return { title, kind, edit: { documentChanges: edits } };
}
