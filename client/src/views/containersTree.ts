import * as vscode from "vscode";
import { isUp, type Container } from "../docker/container";
import type { EngineSession, EngineSet } from "../docker/engineSet";
import { diffInventory, type Inventory } from "../docker/inventory";
import { grouped, groupKeys, isWished, type Grouped, type Wish } from "../insight/grouping";
import { containerFacts } from "./containerFacts";
import { containerRow, detailRows, type RowSource } from "./containerRows";
import { engineMessageRows, engineRow, sourceOf } from "./engineRows";
import { groupMembers, topRows } from "./groupRows";
import type { Looks } from "./looks";
import { rowId, type Row } from "./row";
import { RowTree, type RowHandle } from "./rowTree";
import { serviceDetailRows, serviceRows } from "./swarmRows";
import type { ViewWish } from "./viewWish";

/** The id of the view, as in package.json. */
export const containersViewId = "hostside.containers";

/** The tree of containers of every engine. It redraws what changed, and looks closer at what the user opens. */
export class ContainersTree extends RowTree {
  readonly #registrations: vscode.Disposable;
  /** What is drawn of each engine, to find what is another now. */
  readonly #drawn = new Map<string, { inventory: Inventory; status: string }>();
  readonly #groups = new WeakMap<Inventory, { readonly wish: Wish; readonly grouped: Grouped }>();

  constructor(
    private readonly engines: EngineSet,
    private readonly looks: Looks,
    private readonly wishes: ViewWish,
  ) {
    super();
    this.#registrations = vscode.Disposable.from(
      engines.onDidChange((session) => this.#follow(session)),
      wishes.onDidChange(() => this.redraw()),
    );
  }

  /** Looks anew at what is open, as when the user asks for a refresh. */
  lookAgain(): void {
    for (const { live } of this.engines.sessions) {
      for (const container of live.inventory.containers.values()) this.looks.forget(container);
    }
    this.redraw();
  }

  /** The line of a container, for those who reveal it; undefined where it is not shown. */
  rowOf(key: string, container: Container): Row | undefined {
    const session = this.engines.session(key);
    const { wish } = this.wishes;
    if (!isWished(container, wish)) return undefined;
    const place =
      wish.grouping === "network" ? ["in", groupKeys(session.live.inventory, container, "network")[0] ?? ""] : [];
    return containerRow(sourceOf(session, vscode.l10n), container, this.looks.known(container), place);
  }

  /** The handle of a line, whether or not what is above it has been opened. */
  reach(row: Row): RowHandle | undefined {
    const known = this.find(row.id);
    if (known !== undefined) return known;
    // What has not been opened yet has not been asked for.
    const look = (handles: readonly RowHandle[]): void => {
      for (const handle of handles) {
        if (handle.row.kind === "engine" || handle.row.kind === "group") look(this.getChildren(handle));
      }
    };
    look(this.getChildren());
    return this.find(row.id);
  }

  override dispose(): void {
    this.#registrations.dispose();
    super.dispose();
  }

  protected rootRows(): readonly Row[] {
    const { sessions } = this.engines;
    for (const { key, live } of sessions) this.#drawn.set(key, { inventory: live.inventory, status: live.status.kind });
    // One engine needs no line of its own; its faults are what the view's welcome says.
    if (sessions.length === 1) return this.#top(this.engines.primary);
    return sessions.map((session) => engineRow(session, vscode.l10n));
  }

  protected rowsBelow(row: Row): readonly Row[] {
    const session = this.engines.session(row.engine);
    const source = sourceOf(session, vscode.l10n);
    switch (row.kind) {
      case "engine": {
        const rows = this.#top(session);
        return rows.length > 0 ? rows : engineMessageRows(session, vscode.l10n);
      }
      case "group":
        return row.key === "swarm" && row.contextValue === "group.swarm"
          ? serviceRows(source, this.wishes.wish.filter)
          : groupMembers(source, this.#grouped(source), this.looks, row.key ?? "");
      case "service":
        return serviceDetailRows(source, row.key ?? "");
      case "container":
        return this.#details(session, source, row);
      default:
        return [];
    }
  }

  protected async tooltipOf(row: Row): Promise<readonly string[]> {
    const { container } = row;
    if (row.kind !== "container" || container === undefined) {
      return [[row.label, row.description].filter((part) => part !== "").join("  ")];
    }
    const session = this.engines.session(row.engine);
    const now = session.live.inventory.containers.get(container.id) ?? container;
    const look = await this.looks.look(session.live, now);
    return containerFacts(session.live.inventory, now, look, vscode.l10n);
  }

  /** What was true when it was last open may not be true any more. */
  protected override unfolded(row: Row): void {
    const container = row.container && this.engines.session(row.engine).live.inventory.containers.get(row.container.id);
    if (row.kind !== "container" || container === undefined || this.looks.known(container) === undefined) return;
    this.looks.forget(container);
    this.redrawRow(row);
  }

  #top(session: EngineSession): Row[] {
    const source = sourceOf(session, vscode.l10n);
    return topRows(source, this.#grouped(source), this.wishes.wish.filter, this.looks);
  }

  /** Many groups ask for the same grouping, one after the other. */
  #grouped({ inventory }: RowSource): Grouped {
    const { wish } = this.wishes;
    const known = this.#groups.get(inventory);
    if (known !== undefined && JSON.stringify(known.wish) === JSON.stringify(wish)) return known.grouped;
    const result = grouped(inventory, wish, vscode.l10n);
    this.#groups.set(inventory, { wish, grouped: result });
    return result;
  }

  /** What the list knows is there at once; what a closer look tells follows. */
  #details(session: EngineSession, source: RowSource, row: Row): Row[] {
    const container = row.container && source.inventory.containers.get(row.container.id);
    if (container === undefined) return [];
    const known = this.looks.known(container);
    if (known === undefined) {
      void this.looks.look(session.live, container).then((look) => {
        if (look === undefined) return;
        this.#redrawContainer(session, container, row);
        this.looks.whenGrown(look, () => {
          if (session.live.inventory.containers.get(container.id) !== container) return;
          this.looks.forget(container);
          this.#redrawContainer(session, container, row);
        });
      });
    }
    return detailRows(source, container, known);
  }

  #redrawContainer(session: EngineSession, container: Container, { id }: Row): void {
    const source = sourceOf(session, vscode.l10n);
    this.redrawRow({ ...containerRow(source, container, this.looks.known(container)), id });
  }

  /** Redraws the lines of what changed; everything where lines come, go or move. */
  #follow(session: EngineSession | undefined): void {
    const drawn = session && this.#drawn.get(session.key);
    if (session === undefined || drawn === undefined) {
      this.redraw();
      return;
    }
    const { key, live } = session;
    const { wish } = this.wishes;
    const before = drawn.inventory;
    const diff = diffInventory(before, live.inventory);
    this.#drawn.set(key, { inventory: live.inventory, status: live.status.kind });
    const moved = (id: string): boolean => place(before, id, wish) !== place(live.inventory, id, wish);
    const arrived = diff.added.length > 0 || diff.removed.length > 0 || diff.services;
    if (drawn.status !== live.status.kind || arrived || wish.filter !== "" || diff.changed.some(moved)) {
      this.redraw();
      return;
    }
    const source = sourceOf(session, vscode.l10n);
    for (const id of diff.changed) {
      const container = live.inventory.containers.get(id);
      if (container === undefined) continue;
      const groups = wish.grouping === "network" ? groupKeys(live.inventory, container, "network") : [undefined];
      for (const group of groups) {
        const place = group === undefined ? [] : ["in", group];
        this.redrawRow({ ...containerRow(source, container, undefined, place), id: rowId(key, ...place, id) });
      }
    }
  }
}

/** What decides where a container's line stands, whether it is there, and what its group says. */
function place(inventory: Inventory, id: string, wish: Wish): string {
  const container = inventory.containers.get(id);
  if (container === undefined) return "";
  const groups = groupKeys(inventory, container, wish.grouping);
  // A group tells how many of its containers are up.
  const up = groups.length === 0 ? "" : isUp(container);
  return JSON.stringify([container.name, isWished(container, wish), up, groups]);
}
