import * as vscode from "vscode";
import { issueBody } from "../../insight/issueBody";
import type { Command } from "../target/context";

/** Opens VS Code's issue reporter with the versions and the kind of engine filled in. No address is filled in. */
export const reportIssueCommand: Command = {
  id: "hostside.reportIssue",
  titleKey: "command.reportIssue",
  run: async ({ engines, extension }) => {
    const { version } = extension.packageJSON as { readonly version: string };
    const body = issueBody(engines.sessions, {
      hostside: version,
      editor: `${vscode.env.appName} ${vscode.version}`,
      platform: `${process.platform} ${process.arch}`,
      remote: vscode.env.remoteName,
      language: vscode.env.language,
    });
    await vscode.commands.executeCommand("workbench.action.openIssueReporter", {
      extensionId: extension.id,
      issueBody: body,
    });
    return body;
  },
};
