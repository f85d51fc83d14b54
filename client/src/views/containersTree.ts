import * as vscode from "vscode";
import { isUp } from "../docker/container";
import type { LiveInventory } from "../docker/liveInventory";
import { portInUse } from "../insight/exitReason";
import { attachmentText, modeText, publishedText, stateText } from "../insight/summary";
import { containerNode, containerNodes, detailNodes, type ContainerNode } from "./containerNodes";

/** The id of the view, as in package.json. */
export const containersViewId = "hostside.containers";

/** Lines of log in which the reason of an exit is looked for. */
const logLines = 100;

/** The tree of containers: renders the live inventory, asks for nothing itself but an exited container's log. */
export class ContainersTree implements vscode.TreeDataProvider<ContainerNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ContainerNode | undefined>();
  readonly #following: { dispose(): void };
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly live: LiveInventory) {
    this.#following = live.onDidChange(() => this.#changed.fire(undefined));
  }

  getChildren(node?: ContainerNode): ContainerNode[] {
    const { inventory } = this.live;
    if (node === undefined) return containerNodes(inventory, vscode.l10n);
    const container = inventory.containers.get(node.container.id);
    return node.kind === "container" && container !== undefined ? detailNodes(inventory, container, vscode.l10n) : [];
  }

  getParent(node: ContainerNode): ContainerNode | undefined {
    return node.kind === "container" ? undefined : containerNode(this.live.inventory, node.container, vscode.l10n);
  }

  getTreeItem(node: ContainerNode): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.kind === "container" ? Collapsed : None);
    item.id = node.id;
    item.description = node.description;
    item.contextValue = node.contextValue;
    item.iconPath = new vscode.ThemeIcon(
      node.icon,
      node.colour === undefined ? undefined : new vscode.ThemeColor(node.colour),
    );
    item.accessibilityInformation = { label: node.spoken };
    return item;
  }

  /** Writes the tooltip when it is asked for; that of an exited container says why, as far as its log tells. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: ContainerNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const tooltip = new vscode.MarkdownString();
    tooltip.isTrusted = false;
    tooltip.supportHtml = false;
    const lines = node.kind === "container" ? await this.#facts(node, token) : [`${node.label}  ${node.description}`];
    // appendText escapes Markdown: what containers say is data.
    for (const line of lines) tooltip.appendText(line).appendMarkdown("\n\n");
    item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    this.#following.dispose();
    this.#changed.dispose();
  }

  async #facts({ container }: ContainerNode, token: vscode.CancellationToken): Promise<string[]> {
    const { l10n } = vscode;
    const { inventory } = this.live;
    const facts = [
      container.name,
      l10n.t("Image: {0}", container.image),
      l10n.t("State: {0}", stateText(container, l10n) || l10n.t("running")),
      l10n.t("Network mode: {0}", modeText(inventory, container, l10n)),
      ...container.attachments
        .filter(({ address, address6 }) => address !== undefined || address6 !== undefined)
        .map((attachment) => `${attachment.network}: ${attachmentText(attachment, l10n)}`),
      ...container.published.map((port) => l10n.t("Published: {0}", publishedText(port))),
      l10n.t("ID: {0}", container.id.slice(0, 12)),
    ];
    return isUp(container) ? facts : [...facts, ...(await this.#reason(container.id, token))];
  }

  async #reason(id: string, token: vscode.CancellationToken): Promise<string[]> {
    const { status } = this.live;
    if (status.kind !== "ready") return [];
    const cancelled = new AbortController();
    const registration = token.onCancellationRequested(() => cancelled.abort());
    try {
      const { stdout, stderr } = await status.engine.logs(id, logLines, cancelled.signal);
      const reason = portInUse(`${stderr}\n${stdout}`);
      if (reason === undefined) return [];
      return [
        reason.port === undefined
          ? vscode.l10n.t("It exited because a port that it wanted is in use: {0}", reason.line)
          : vscode.l10n.t("It exited because port {0} is in use: {1}", reason.port, reason.line),
      ];
    } catch (error) {
      return [vscode.l10n.t("Its log cannot be read: {0}", error instanceof Error ? error.message : "")];
    } finally {
      registration.dispose();
    }
  }
}
