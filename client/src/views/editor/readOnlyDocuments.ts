import * as vscode from "vscode";

/** Read-only documents of one scheme. A text is kept while its document is open. */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registrations: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor(private readonly scheme: string) {
    this.registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
      this.changed,
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** Opens a text under a file name; `id` tells apart documents that are named alike. */
  async show(fileName: string, id: string, text: string): Promise<vscode.Uri> {
    const path = `/${fileName.replace(/[^\w. -]/gu, "_")}`;
    const uri = vscode.Uri.from({ scheme: this.scheme, path, query: id });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
    return uri;
  }

  dispose(): void {
    this.registrations.dispose();
    this.texts.clear();
  }
}
