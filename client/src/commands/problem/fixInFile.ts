import * as vscode from "vscode";
import { portInItem } from "../../insight/portEdit";
import { problemText } from "../../insight/problems";
import { inform } from "../../views/notices";
import { openService } from "../target/openService";
import { findingBehind } from "../target/serviceFinding";
import { trusted, type Command, type CommandContext } from "../target/context";
import { chooseFailed, type Failed } from "./chooseFailed";

/**
 * Writes into the Compose file what a container's problem asks for, to be saved by the user: another network, another
 * address or port to listen on. Where the file does not show how, leads to the line.
 */
export const fixInFileCommand: Command = {
  id: "hostside.fixInFile",
  titleKey: "command.fixInFile",
  enablement: trusted,
  run: async (context, target, signal) => {
    const texts = {
      prompt: vscode.l10n.t("Fix the problem of which container in its Compose file?"),
      none: vscode.l10n.t("No container has a problem that can be fixed in its Compose file."),
    };
    const failed = await chooseFailed(context, target, "fix-in-file", texts, signal);
    if (failed === undefined) return undefined;
    const { container, session, problem } = failed;
    const edit = await editFor(context, failed);
    const [uri, changes] = edit?.entries()[0] ?? [];
    const at = changes?.[0]?.range.start;
    if (edit === undefined || uri === undefined || at === undefined) {
      const line = { container: { id: container.id }, engine: session.key };
      await vscode.commands.executeCommand("hostside.revealService", line);
      void inform(problemText(problem, vscode.l10n));
      return undefined;
    }
    await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
    await vscode.workspace.applyEdit(edit);
    void inform(vscode.l10n.t("It is fixed in the file. Save it, and run docker compose up -d."));
    return uri;
  },
};

async function editFor(
  context: CommandContext,
  { container, problem }: Failed,
): Promise<vscode.WorkspaceEdit | undefined> {
  if (problem.kind !== "nothing-listens") {
    return (await findingBehind(context.languageServer, container, problem))?.edit;
  }
  const { port, instead, protocol } = problem;
  const publish = container.published.find((each) => each.containerPort === port && each.protocol === protocol);
  if (publish === undefined || instead === undefined) return undefined;
  const opened = await openService(context.languageServer, container, { publishes: publish.hostPort });
  if (opened?.item === undefined) return undefined;
  const { editor, number } = opened;
  const { document } = editor;
  // Where the server did not know the item, the port of the host is all that was found: then it is on that line.
  const item = number?.isEqual(opened.item) === true ? document.lineAt(number.start.line).range : opened.item;
  const lines = document.getText().split(/\r?\n/u);
  const found = portInItem(lines, item, port, "container");
  if (found === undefined) return undefined;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(found.line, found.start, found.line, found.end), String(instead));
  return edit;
}
