import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import type { NamespaceDocuments } from "./namespaceDocuments";
import type { NamespaceSources } from "./namespaceSource";
import { withoutIcons } from "../notices";

/** How many containers failed, and word of a change. */
export interface FailedContainers {
  failed(): number;
  onDidChange(listener: () => void): { dispose(): void };
}

/** Many changes of containers within so many milliseconds are counted together. */
const batchMilliseconds = 100;

/**
 * The one item of the status bar: beside a namespace document what it comes to; beside a Compose file, and where no file
 * is open, how many containers failed, or how many run. Beside other files it is not there.
 */
export class NamespaceStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("hostside.namespaces", vscode.StatusBarAlignment.Left, 1);
  private readonly registrations: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly documents: NamespaceDocuments,
    private readonly sources: NamespaceSources,
    private readonly problems: FailedContainers,
  ) {
    this.item.name = vscode.l10n.t("Hostside: Network Namespaces");
    const show = (): void => this.show();
    this.registrations = vscode.Disposable.from(
      this.item,
      sources.onDidChange(() => this.soon()),
      problems.onDidChange(() => this.soon()),
      documents.onDidDraw(show),
      vscode.window.onDidChangeActiveTextEditor(show),
    );
    show();
  }

  /** What the item says, for tests. */
  get text(): string {
    return this.item.text;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.registrations.dispose();
  }

  /** Each of thousands of containers may tell of itself, and all of them are counted. */
  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.show();
    }, batchMilliseconds);
  }

  private show(): void {
    const { l10n } = vscode;
    const uri = vscode.window.activeTextEditor?.document.uri;
    const view = uri === undefined ? undefined : this.documents.viewOf(uri);
    if (view !== undefined && uri !== undefined && view.address.kind !== "table") {
      const relation = { same: l10n.t("same namespace"), different: l10n.t("own namespace"), unknown: "" }[
        view.relation
      ];
      const names = view.sides.map(({ name }) => withoutIcons(name)).join(" <-> ");
      this.item.text = `$(type-hierarchy) ${relation === "" ? l10n.t("namespaces") : relation}`;
      this.item.accessibilityInformation = undefined;
      this.item.tooltip = [names, view.verdict(), view.howRead()].filter((text) => text !== "").join("\n");
      this.item.command = { command: "hostside.chooseSection", title: "", arguments: [uri] };
      this.item.show();
      return;
    }
    const running = [...(this.sources.of("")?.inventory.containers.values() ?? [])].filter(isUp);
    const failed = this.problems.failed();
    if (!isAboutDocker(vscode.window.activeTextEditor) || running.length + failed === 0) {
      this.item.hide();
      return;
    }
    if (failed > 0) {
      this.item.text = `$(error) ${l10n.t("{0} failed", failed)}`;
      this.item.tooltip = l10n.t("Containers that failed: {0}. Show them in the Docker Network view.", failed);
      this.item.command = "hostside.containers.focus";
      this.item.accessibilityInformation = { label: this.item.tooltip };
      this.item.show();
      return;
    }
    const onHost = running.filter(({ mode }) => mode.kind === "host").length;
    this.item.text = `$(type-hierarchy) ${l10n.t("{0} running", running.length)}`;
    this.item.tooltip = l10n.t(
      "Containers running: {0}, in host mode: {1}. Compare one with the host.",
      running.length,
      onHost,
    );
    this.item.command = "hostside.compareWithHost";
    this.item.accessibilityInformation = { label: this.item.tooltip };
    this.item.show();
  }
}

/** Beside a Compose file, and where no text is edited. */
function isAboutDocker(editor: vscode.TextEditor | undefined): boolean {
  if (editor === undefined) return true;
  const { languageId, uri } = editor.document;
  return languageId === "dockercompose" || (languageId === "yaml" && /compose/iu.test(uri.path));
}
