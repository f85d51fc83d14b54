import * as vscode from "vscode";
import type { CommandContext } from "./context";

/** Opens a page that comes with Hostside in the Markdown preview: a path from its folder, with or without an anchor. */
export async function openPage({ extension }: Pick<CommandContext, "extension">, page: string): Promise<vscode.Uri> {
  const [file = "", fragment = ""] = page.split("#");
  const uri = vscode.Uri.joinPath(extension.extensionUri, ...file.split("/")).with({ fragment });
  await vscode.commands.executeCommand("markdown.showPreview", uri);
  return uri;
}
