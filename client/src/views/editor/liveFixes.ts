import * as vscode from "vscode";
import type { ComposeProblem } from "../../insight/composeProblems";
import { portToChange } from "../../insight/portEdit";
import { linkOf } from "../remedyLinks";
import { toDiagnosticCode, toRange } from "./liveProblems";

/** Who knows what engines contradict in an open file. */
interface ShownProblems {
  problemsIn(uri: vscode.Uri): readonly ComposeProblem[];
}

/** Quick fixes for what engines contradict in a Compose file: another port, and what the container's line in the view offers. */
export class LiveFixes implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(private readonly shown: ShownProblems) {
    const selector = ["yaml", "dockercompose"].map((language) => ({ scheme: "file", language }));
    const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
    this.registration = vscode.languages.registerCodeActionsProvider(selector, this, kinds);
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return this.shown.problemsIn(document.uri).flatMap((problem) => {
      const place = toRange(problem.range);
      if (place.intersection(range) === undefined) return [];
      const about = diagnostics.filter((each) => each.range.isEqual(place) && toDiagnosticCode(each) === problem.code);
      const actions = [...changes(document, problem), ...remedies(problem), ...owner(problem)];
      for (const [index, action] of actions.entries()) {
        action.diagnostics = about;
        action.isPreferred = index === 0;
      }
      return actions;
    });
  }

  dispose(): void {
    this.registration.dispose();
  }
}

function changes(document: vscode.TextDocument, { range, serviceLine, change }: ComposeProblem): vscode.CodeAction[] {
  if (change === undefined) return [];
  const part = portToChange(document.getText().split(/\r?\n/u), range, serviceLine, change);
  if (part === undefined) return [];
  const title =
    change.side === "host"
      ? vscode.l10n.t("Use the free port {0}", change.to)
      : vscode.l10n.t("Publish port {0}, on which the program listens", change.to);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, new vscode.Range(part.line, part.start, part.line, part.end), String(change.to));
  return [action];
}

function remedies({ act }: ComposeProblem): vscode.CodeAction[] {
  if (act === undefined) return [];
  const { remedies: offered, ...target } = act;
  return offered.map((remedy) => {
    const { title, command } = linkOf(remedy, vscode.l10n);
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { title, command, arguments: [target] };
    return action;
  });
}

/** The way to who has the port, in Host Ports. */
function owner({ heldPort }: ComposeProblem): vscode.CodeAction[] {
  if (heldPort === undefined) return [];
  const title = vscode.l10n.t("Show who has port {0}", heldPort);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: "hostside.findPort", arguments: [`${heldPort}/tcp`] };
  return [action];
}
