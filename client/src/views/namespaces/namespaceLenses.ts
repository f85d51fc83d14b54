import * as vscode from "vscode";
import type { Line } from "../../netns/render/render";
import type { HoverHint } from "./hoverHint";
import type { NamespaceDocuments } from "./namespaceDocuments";
import { namespaceScheme, parseDocumentUri } from "./namespaceUri";

const toggle = "hostside.toggleContainerInterfaces";

/** Stands above the first interface that is not loopback, where there is something to point at. */
function hintOf(lines: readonly Line[]): vscode.CodeLens {
  const line = Math.max(
    0,
    lines.findIndex(({ entry }) => entry !== undefined && entry.name !== "lo"),
  );
  const title = vscode.l10n.t("Point at a word to see what it means");
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command: "" });
}

/**
 * The verdict above the first line, and what else there is to see of the same sides. In a comparison it stands on the
 * right side, which is all that is left where VS Code draws the two in one column; the left side says there how it was
 * read, so that the lines below stay level. How the right side was read stands at its end, since a line of the text itself
 * would be a difference that is none of the namespaces. Where the sections of a whole namespace are compared, each of them
 * has its own verdict.
 */
export class NamespaceLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly registrations: vscode.Disposable;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(
    private readonly documents: NamespaceDocuments,
    private readonly hint: HoverHint,
  ) {
    this.onDidChangeCodeLenses = documents.onDidDraw;
    this.registrations = vscode.languages.registerCodeLensProvider({ scheme: namespaceScheme }, this);
  }

  provideCodeLenses({ uri, lineCount }: vscode.TextDocument): vscode.CodeLens[] {
    const address = parseDocumentUri(uri);
    const view = this.documents.viewOf(uri);
    if (address === undefined || view?.isRead !== true) return [];
    const { l10n } = vscode;
    const at = (line: number): vscode.Range => new vscode.Range(line, 0, line, 0);
    const lens = (title: string, command: string, tooltip = "", range = at(0)): vscode.CodeLens =>
      new vscode.CodeLens(range, { title, command, tooltip, arguments: command === "" ? [] : [uri] });
    const atEnd = (title: string): vscode.CodeLens[] =>
      title === "" ? [] : [lens(title, "", view.howRead(), at(lineCount - 1))];
    const about = [view.verdict(address.part), view.howRead()].filter((text) => text !== "");
    if ((address.part ?? "addresses") !== "addresses") {
      // What is about all sections stands above the first one.
      const title = address.side === 0 ? view.sides[0]?.name : view.shortVerdict(address.part);
      return title === undefined || title === "" ? [] : [lens(title, "", about.join("\n"))];
    }
    if (address.kind === "table") {
      const other = view.interfaces ? l10n.t("Show containers") : l10n.t("Show all interfaces");
      return [lens(other, "hostside.toggleInterfaceTable"), ...atEnd(view.howRead())];
    }
    const raw = lens(
      view.raw ? l10n.t("Normalized output") : l10n.t("Raw output"),
      "hostside.toggleRawOutput",
      l10n.t("The output of the programs as it is, with the lifetimes of addresses."),
    );
    const chosen = lens(l10n.t("More sections..."), "hostside.chooseSection");
    const shown = address.kind === "show" ? 0 : 1;
    const explained = address.side === shown && this.hint.isFor(view) ? [hintOf(view.lines(shown, address.part))] : [];
    if (address.kind === "show") return [...about.map((text) => lens(text, "")), raw, chosen, ...explained];
    if (address.side === 0) {
      const more = view.all
        ? [lens(l10n.t("Hide interfaces for other containers"), toggle)]
        : view.hidden > 0
          ? [lens(l10n.t("Show {0} more", view.hidden), toggle, l10n.t("Interfaces for other containers"))]
          : [];
      return [lens(view.howSideWasRead(0) || view.sides[0]?.name || "", "", view.howRead()), ...more];
    }
    return [
      lens(view.shortVerdict(address.part), "", about.join("\n")),
      raw,
      chosen,
      ...explained,
      ...atEnd(view.howSideWasRead(address.side)),
    ];
  }

  dispose(): void {
    this.registrations.dispose();
  }
}
