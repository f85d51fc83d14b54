import * as vscode from "vscode";
import type { Container } from "../docker/container";
import type { Comparison } from "../insight/compareWithHost";
import type { Reading, Way } from "../netns/model";
import { renderIpAddr } from "../netns/render";

/** The scheme of the read-only documents that show a network namespace. */
export const namespaceScheme = "hostside-netns";

/** What an open comparison shows. */
export interface ShownComparison {
  readonly title: string;
  readonly host: vscode.Uri;
  readonly container: vscode.Uri;
}

/**
 * The documents that show namespaces. Each comparison has a host document of its own, so that both sides are always of
 * the same moment. A text is kept while its document is open.
 */
export class NamespaceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registrations: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(namespaceScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
      this.#changed,
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t("Run the command again to read this namespace.\n");
  }

  /** Opens a comparison in the diff editor: host left, container right. */
  async showComparison(container: Container, comparison: Comparison): Promise<ShownComparison> {
    const host = documentUri("host", `compare&id=${container.id}`);
    const own = documentUri(container.name, `compare&id=${container.id}`);
    this.#put(host, comparison.host);
    this.#put(own, comparison.container);
    const title = comparison.shared
      ? vscode.l10n.t("ip addr: host <-> {0} (shares the host's network namespace)", container.name)
      : vscode.l10n.t("ip addr: host <-> {0} (own namespace)", container.name);
    await vscode.commands.executeCommand("vscode.diff", host, own, title, { preview: true });
    vscode.window.setStatusBarMessage(
      vscode.l10n.t(
        "Host: {0}. {1}: {2}.",
        wayText(comparison.host.way),
        container.name,
        wayText(comparison.container.way),
      ),
      10_000,
    );
    return { title, host, container: own };
  }

  /** Opens one container's namespace. */
  async show(container: Container, reading: Reading): Promise<vscode.Uri> {
    const uri = documentUri(container.name, `show&id=${container.id}`);
    this.#put(uri, reading);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    vscode.window.setStatusBarMessage(`${container.name}: ${wayText(reading.way)}`, 10_000);
    return uri;
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#texts.clear();
  }

  #put(uri: vscode.Uri, reading: Reading): void {
    this.#texts.set(uri.toString(), renderIpAddr(reading.interfaces));
    this.#changed.fire(uri);
  }
}

/** The way a namespace was read, for the status bar. */
export function wayText(way: Way): string {
  const { l10n } = vscode;
  switch (way) {
    case "ip here":
      return l10n.t("read with ip on this machine");
    case "nsenter":
      return l10n.t("read with nsenter");
    case "exec ip -j":
    case "exec ip":
      return l10n.t("read with the container's own ip");
    case "proc":
      return l10n.t("read from /proc, which tells no MTU and no flags");
    case "exec cat":
      return l10n.t("read from the container's /proc, which tells no MTU and no flags");
  }
}

/** The extension decides the language: .ip-addr. Names are data: the path keeps only what Docker allows in a name. */
function documentUri(name: string, query: string): vscode.Uri {
  const path = `/${name.replace(/[^\w.-]/gu, "_")}.ip-addr`;
  return vscode.Uri.from({ scheme: namespaceScheme, path, query });
}
