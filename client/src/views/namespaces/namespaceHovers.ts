import * as vscode from "vscode";
import { explainLine } from "../../insight/explainLine";
import { cellAt } from "../../insight/textTable";
import type { NamespaceDocuments } from "./namespaceDocuments";
import { namespaceScheme, parseDocumentUri } from "./namespaceUri";

/** Says what an interface, an address, a flag, a route or a socket is, and where the other end of a veth pair is. */
export class NamespaceHovers implements vscode.HoverProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(private readonly documents: NamespaceDocuments) {
    this.registration = vscode.languages.registerHoverProvider({ scheme: namespaceScheme }, this);
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const address = parseDocumentUri(document.uri);
    const view = this.documents.viewOf(document.uri);
    const range = document.getWordRangeAtPosition(position, /[^\s<>,]+/u);
    if (address === undefined || view === undefined || range === undefined) return undefined;
    const drawn = view.lines(address.side, address.part)[position.line];
    // What is on the screen may be of the reading before.
    if (drawn?.text !== document.lineAt(position.line).text) return undefined;
    const table = address.kind === "table";
    const cell = table ? cellAt(drawn, position.character) : undefined;
    const side = table ? cell?.side : view.sides[address.side];
    if (side?.namespace === undefined) return undefined;
    const others = view.sides.flatMap(({ name, namespace, usesHost }) =>
      namespace === undefined || namespace === side.namespace || usesHost ? [] : [{ name, namespace }],
    );
    const host = view.sides.find(({ subject, usesHost }) => subject.kind === "host" || usesHost)?.namespace;
    const { name, usesHost, namespace } = side;
    const container = side.owner ?? side.container;
    const word = document.getText(range);
    const sentences = explainLine(
      cell ?? drawn,
      word,
      { name, container, usesHost, host, others, namespace },
      vscode.l10n,
    );
    if (sentences.length === 0) return undefined;
    const text = new vscode.MarkdownString();
    // appendText escapes Markdown: names come from containers.
    for (const sentence of sentences) text.appendText(sentence).appendMarkdown("\n\n");
    return new vscode.Hover(text, range);
  }

  dispose(): void {
    this.registration.dispose();
  }
}
