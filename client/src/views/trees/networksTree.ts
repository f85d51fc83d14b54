import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import type { EngineSession, EngineSet } from "../../docker/inventory/engineSet";
import { diffInventory, type Inventory } from "../../docker/inventory/inventory";
import { contextValueOf } from "./containerRows";
import { engineMessageRows, engineRow, noMatchRow, sourceOf } from "./engineRows";
import { networkListRows, networkMemberRows } from "./networkRows";
import type { Row } from "./row";
import { RowTree } from "./rowTree";
import type { ViewOptions } from "./viewOptions";

/** The id of the view, as in package.json. */
export const networksViewId = "hostside.networks";

/** The networks of every engine, each with its containers. */
export class NetworksTree extends RowTree {
  private readonly registration: vscode.Disposable;
  /** What is drawn of each engine, to find whether any line is another now. */
  private readonly drawn = new Map<string, { readonly inventory: Inventory; readonly status: string }>();

  constructor(
    private readonly engines: EngineSet,
    private readonly viewOptions: ViewOptions,
  ) {
    super();
    this.registration = vscode.Disposable.from(
      engines.onDidChange((session) => this.follow(session)),
      viewOptions.onDidChange(() => this.redrawForUser()),
    );
  }

  override dispose(): void {
    this.registration.dispose();
    super.dispose();
  }

  /** Most of what happens to containers concerns no network. */
  private follow(session: EngineSession | undefined): void {
    const drawn = session && this.drawn.get(session.key);
    if (session !== undefined && drawn !== undefined) {
      const { inventory, status } = session.live;
      if (drawn.status === status.kind && !concernsNetworks(drawn.inventory, inventory)) return;
    }
    this.redraw();
  }

  protected rootRows(): readonly Row[] {
    const { sessions, primary } = this.engines;
    for (const { key, live } of sessions) this.drawn.set(key, { inventory: live.inventory, status: live.status.kind });
    if (sessions.length === 1) return this.networks(primary);
    return sessions.map((session) => engineRow(session, vscode.l10n));
  }

  protected rowsBelow(row: Row): readonly Row[] {
    const session = this.engines.session(row.engine);
    const source = sourceOf(session, vscode.l10n);
    if (row.kind === "network") return networkMemberRows(source, row.network);
    if (row.kind !== "engine") return [];
    const rows = this.networks(session);
    return rows.length > 0 ? rows : engineMessageRows(session, vscode.l10n);
  }

  private networks(session: EngineSession): readonly Row[] {
    const { filter } = this.viewOptions.current;
    const source = sourceOf(session, vscode.l10n);
    const rows = networkListRows(source, filter);
    const isHidden = rows.length === 0 && filter !== "" && source.inventory.networks.size > 0;
    return isHidden ? [noMatchRow(session.key, filter, vscode.l10n)] : rows;
  }

  protected unfolded(): void {
    // What is below a line is here already.
  }

  protected tooltipOf(row: Row): Promise<readonly string[]> {
    return Promise.resolve([row.label, ...row.description.split("  ").filter((part) => part !== "")]);
  }
}

function concernsNetworks(before: Inventory, after: Inventory): boolean {
  const { added, removed, changed, networks } = diffInventory(before, after);
  if (networks || added.length > 0 || removed.length > 0) return true;
  const told = (inventory: Inventory, id: string): string => {
    const container = inventory.containers.get(id);
    return JSON.stringify(
      container && [container.name, isUp(container), contextValueOf(container, ""), container.attachments],
    );
  };
  return changed.some((id) => told(before, id) !== told(after, id));
}
