import * as vscode from "vscode";
import { issueBody } from "../../insight/issueBody";
import { reportFailure } from "../../views/notices";
import type { Command } from "../target/context";

/** Opens VS Code's issue reporter with the versions and the kind of engine filled in. No address is filled in. */
export const reportIssueCommand: Command = {
  id: "hostside.reportIssue",
  titleKey: "command.reportIssue",
  run: ({ engines, extension, log }) => {
    const { version } = extension.packageJSON as { readonly version: string };
    const body = issueBody(engines.sessions, {
      hostside: version,
      editor: `${vscode.env.appName} ${vscode.version}`,
      platform: `${process.platform} ${process.arch}`,
      remote: vscode.env.remoteName,
      language: vscode.env.language,
    });
    const filledIn = { extensionId: extension.id, issueBody: body };
    // Not awaited: in a browser the reporter asks first whether it may open a page, for as long as the user likes.
    vscode.commands.executeCommand("workbench.action.openIssueReporter", filledIn).then(undefined, (error: unknown) => {
      void reportFailure(error, "hostside.reportIssue", log);
    });
    return Promise.resolve(body);
  },
};
