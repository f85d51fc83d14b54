import * as vscode from "vscode";

/** The scheme of the read-only documents that show what the engine knows of a container or network. */
export const inspectionScheme = "hostside-inspect";

/** Read-only JSON documents. A text is kept while its document is open. */
export class InspectionDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registrations: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(inspectionScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
      this.#changed,
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** Opens a value as JSON. */
  async show(name: string, id: string, value: unknown): Promise<vscode.Uri> {
    const path = `/${name.replace(/[^\w.-]/gu, "_")}.json`;
    const uri = vscode.Uri.from({ scheme: inspectionScheme, path, query: id });
    // The editor itself marks control and bidirectional characters; JSON escapes the former.
    this.#texts.set(uri.toString(), `${JSON.stringify(value, null, 2)}\n`);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
    return uri;
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#texts.clear();
  }
}
