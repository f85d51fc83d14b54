import * as path from "node:path";
import * as vscode from "vscode";
import { ReadOnlyDocuments } from "./readOnlyDocuments";

/** The scheme of the read-only documents that say how a Compose file is read. */
const explanationScheme = "hostside-explain";

/** How Compose files are read, as read-only Markdown documents. */
export class ExplanationDocuments implements vscode.Disposable {
  private readonly documents = new ReadOnlyDocuments(explanationScheme);

  /** Opens the explanation of a file. */
  show(file: vscode.Uri, markdown: string): Promise<vscode.Uri> {
    const name = vscode.l10n.t("How {0} is read", path.posix.basename(file.path));
    return this.documents.show(`${name}.md`, file.toString(), markdown);
  }

  dispose(): void {
    this.documents.dispose();
  }
}
