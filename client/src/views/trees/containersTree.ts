import * as vscode from "vscode";
import { Memo } from "../../../../shared/memo";
import { isUp, type Container } from "../../docker/inventory/container";
import type { EngineSession, EngineSet } from "../../docker/inventory/engineSet";
import { diffInventory, type Inventory } from "../../docker/inventory/inventory";
import {
  grouped,
  groupKeys,
  isVisible,
  type Grouped,
  type Grouping,
  type Standing,
  type ViewFilter,
} from "../../insight/grouping";
import type { Below } from "../../insight/rowText";
import { containerFacts } from "./containerFacts";
import { containerRow, detailRows, type RowSource } from "./containerRows";
import { engineMessageRows, engineRow, noMatchRow, sourceOf } from "./engineRows";
import { groupMembers, topRows } from "./groupRows";
import type { ContainerMonitor } from "../../monitor/containerMonitor";
import type { ContainerProbes } from "../../monitor/containerProbes";
import type { Problem } from "../../insight/problems";
import { problemParts } from "./problemRows";
import type { ContainerRow, Row } from "./row";
import type { TooltipPart } from "./tooltip";
import { RowTree, type RowHandle } from "./rowTree";
import { serviceDetailRows, serviceRows } from "./swarmRows";
import { StoppedHere } from "./stoppedHere";
import type { ViewOptions } from "./viewOptions";

/** The id of the view, as in package.json. */
export const containersViewId = "hostside.containers";

/** A look that is older than so many milliseconds is taken anew for whoever points at a container. */
const lookAge = 3_000;

/** The tree of containers of every engine. It redraws what changed, and probes completely what the user opens. */
export class ContainersTree extends RowTree {
  private readonly registrations: vscode.Disposable;
  /** What is drawn of each engine, to find what is another now. */
  private readonly drawn = new Map<string, { inventory: Inventory; status: string }>();
  private readonly groups = new Memo<Inventory, Grouped>();
  /** How often what is known of containers beside the lists has changed in a way that moves lines. */
  private moves = 0;
  /** Which containers of each engine are drawn as failed. */
  private readonly failed = new Map<string, ReadonlySet<string>>();
  private readonly stoppedHere = new StoppedHere();
  /** What is being done to containers at this moment, by engine and ID. */
  private readonly changing = new Map<string, Map<string, string>>();

  private readonly probes: ContainerProbes;

  constructor(
    private readonly engines: EngineSet,
    private readonly monitor: ContainerMonitor,
    private readonly viewOptions: ViewOptions,
  ) {
    super();
    this.probes = monitor.probes;
    this.registrations = vscode.Disposable.from(
      engines.onDidChange((session) => this.follow(session)),
      monitor.onDidChange((session, container) => this.redrawContainer(session, container, true)),
      viewOptions.onDidChange(() => this.redrawForUser()),
    );
  }

  /** Probes again what is open, as when the user asks for a refresh. */
  probeAgain(): void {
    this.monitor.lookAgain();
    this.redrawForUser();
  }

  /** Keeps a container shown when it is stopped, until the view is left. */
  keep(key: string, { id }: Container): void {
    this.stoppedHere.add(key, id);
  }

  /** Forgets which containers were kept, since nobody looks any more. */
  leave(): void {
    if (!this.stoppedHere.clear()) return;
    this.moves += 1;
    this.redraw();
  }

  /** The line of a container, for those who reveal it; undefined where it is not shown. */
  rowOf(key: string, container: Container): Row | undefined {
    const session = this.engines.session(key);
    const { current } = this.viewOptions;
    if (!isVisible(container, current, this.standing(key))) return undefined;
    const [below] = placesOf(session.live.inventory, container, current.grouping);
    return containerRow(this.source(session), container, this.probes.known(container), below);
  }

  /** The handle of a line, whether or not what is above it has been opened. */
  reach(row: Row): RowHandle | undefined {
    if (this.find(row.id) === undefined) this.containerLines();
    return this.find(row.id);
  }

  /** The lines of the containers that are shown, from above to below, whether or not their groups are open. */
  containerLines(): readonly RowHandle[] {
    const below = (handles: readonly RowHandle[]): readonly RowHandle[] =>
      handles.flatMap((handle) => {
        if (handle.row.kind === "container") return [handle];
        // What has not been opened yet has not been asked for.
        return ["engine", "group", "swarm"].includes(handle.row.kind) ? below(this.getChildren(handle)) : [];
      });
    return below(this.getChildren());
  }

  override dispose(): void {
    this.registrations.dispose();
    super.dispose();
  }

  protected rootRows(): readonly Row[] {
    const { sessions } = this.engines;
    for (const { key, live } of sessions) this.drawn.set(key, { inventory: live.inventory, status: live.status.kind });
    // One engine needs no line of its own; its faults are what the view's welcome says.
    if (sessions.length === 1) return this.topOf(this.engines.primary);
    return sessions.map((session) => engineRow(session, vscode.l10n));
  }

  protected rowsBelow(row: Row): readonly Row[] {
    const session = this.engines.session(row.engine);
    const source = this.source(session);
    switch (row.kind) {
      case "engine": {
        const rows = this.topOf(session);
        return rows.length > 0 ? rows : engineMessageRows(session, vscode.l10n);
      }
      case "swarm":
        return serviceRows(source, this.viewOptions.current.filter);
      case "group":
        return groupMembers(source, this.grouped(source), this.probes, row.key);
      case "service":
        return serviceDetailRows(source, row.key);
      case "container":
        return this.details(session, source, row);
      default:
        return [];
    }
  }

  /** Says on a container's line what is being done to it, until disposed. */
  markChanging(key: string, { id }: Container, word: string): vscode.Disposable {
    const words = this.changing.get(key) ?? new Map<string, string>();
    this.changing.set(key, words);
    const session = this.engines.session(key);
    const redraw = (): void => {
      const now = session.live.inventory.containers.get(id);
      if (now !== undefined) this.redrawContainer(session, now);
    };
    words.set(id, word);
    redraw();
    return new vscode.Disposable(() => {
      if (words.get(id) === word) words.delete(id);
      redraw();
    });
  }

  private source(session: EngineSession): RowSource {
    const changing = this.changing.get(session.key);
    return { ...sourceOf(session, vscode.l10n), ...(changing === undefined ? {} : { changing }) };
  }

  /** The containers of a group, shown or not. */
  membersOf({ engine, key }: Extract<Row, { kind: "group" | "service" }>): readonly Container[] {
    const { inventory } = this.engines.session(engine).live;
    const { grouping } = this.viewOptions.current;
    return [...inventory.containers.values()].filter((each) => groupKeys(inventory, each, grouping).includes(key));
  }

  /** What is known to be wrong with a container. */
  problemsOf(container: Container): readonly Problem[] {
    return this.probes.known(container)?.problems ?? [];
  }

  protected async tooltipOf(row: Row): Promise<readonly TooltipPart[]> {
    if (row.kind === "problem")
      return problemParts(row.engine, row.container, this.problemsOf(row.container), vscode.l10n);
    if (row.kind !== "container") {
      return [[row.label, row.description].filter((part) => part !== "").join("  ")];
    }
    const session = this.engines.session(row.engine);
    const now = session.live.inventory.containers.get(row.container.id) ?? row.container;
    const probe = await this.probes.probe(session.live, now, lookAge);
    const facts = containerFacts(session.live.inventory, now, probe, vscode.l10n);
    return [now.name, ...problemParts(row.engine, now, probe?.problems ?? [], vscode.l10n), ...facts];
  }

  /** What was true when it was last open may not be true any more. */
  protected override unfolded(row: Row): void {
    if (row.kind !== "container") return;
    const session = this.engines.session(row.engine);
    const container = session.live.inventory.containers.get(row.container.id);
    if (container === undefined || !this.probes.isTaken(container)) return;
    this.probes.outdate(container);
    this.probeNow(session, container);
  }

  private topOf(session: EngineSession): Row[] {
    const source = this.source(session);
    const { filter } = this.viewOptions.current;
    const rows = topRows(source, this.grouped(source), filter, this.probes);
    const isHidden = rows.length === 0 && filter !== "" && source.inventory.containers.size > 0;
    return isHidden ? [noMatchRow(session.key, filter, vscode.l10n)] : rows;
  }

  /** Many groups ask for the same grouping, one after the other. */
  private grouped({ engine, inventory }: RowSource): Grouped {
    const { current } = this.viewOptions;
    return this.groups.get(inventory, [JSON.stringify(current), this.moves], () => {
      const standing = this.standing(engine);
      const failed = [...inventory.containers.values()].filter(standing.failed);
      this.failed.set(engine, new Set(failed.map(({ id }) => id)));
      return grouped(inventory, current, vscode.l10n, standing);
    });
  }

  private standing(key: string): Standing {
    return {
      failed: (container) => this.probes.hasFailed(container),
      kept: ({ id }) => this.stoppedHere.has(key, id),
    };
  }

  /** What the list knows is there at once; what a probe finds follows. */
  private details(session: EngineSession, source: RowSource, row: ContainerRow): Row[] {
    const container = source.inventory.containers.get(row.container.id);
    if (container === undefined) return [];
    if (!this.probes.isTaken(container)) this.probeNow(session, container);
    return detailRows(source, container, this.probes.known(container));
  }

  private probeNow(session: EngineSession, container: Container, within = Infinity): void {
    void this.probes.probe(session.live, container, within).then((probe) => {
      const isThere = session.live.inventory.containers.get(container.id) === container;
      // Where the engine is gone, its return draws everything anew.
      if (!isThere || session.live.status.kind !== "ready") return;
      this.probes.whenDue(container, probe, () => this.probeNow(session, container, 0));
    });
  }

  /** Redraws each line of a container, unless it is another by now; or only those that look otherwise. */
  private redrawContainer(session: EngineSession, container: Container, onlyIfOther = false): void {
    const { inventory } = session.live;
    if (inventory.containers.get(container.id) !== container) return;
    const drawn = this.failed.get(session.key);
    if (drawn !== undefined && drawn.has(container.id) !== this.probes.hasFailed(container)) {
      // It moves to the top or back, comes or goes, and its group counts it.
      this.moves += 1;
      this.redraw();
      return;
    }
    const source = this.source(session);
    for (const below of placesOf(inventory, container, this.viewOptions.current.grouping)) {
      const row = containerRow(source, container, this.probes.known(container), below);
      if (onlyIfOther) this.redrawRowIfOther(row);
      else this.redrawRow(row);
    }
  }

  /** Redraws the lines of what changed; everything where lines come, go or move. */
  private follow(session: EngineSession | undefined): void {
    const drawn = session && this.drawn.get(session.key);
    if (session === undefined || drawn === undefined) {
      this.redraw();
      return;
    }
    const { key, live } = session;
    const { current } = this.viewOptions;
    const before = drawn.inventory;
    const diff = diffInventory(before, live.inventory);
    this.drawn.set(key, { inventory: live.inventory, status: live.status.kind });
    const standing = this.standing(key);
    const moved = (id: string): boolean =>
      place(before, id, current, standing) !== place(live.inventory, id, current, standing);
    const arrived = diff.added.length > 0 || diff.removed.length > 0 || diff.services;
    if (drawn.status !== live.status.kind || arrived || current.filter !== "" || diff.changed.some(moved)) {
      this.redraw();
      return;
    }
    const changed = diff.changed.flatMap((id) => live.inventory.containers.get(id) ?? []);
    for (const container of changed) this.redrawContainer(session, container);
  }
}

/** The groups in which a container has a line; undefined where it has one in none. */
function placesOf(inventory: Inventory, container: Container, grouping: Grouping): readonly Below[] {
  if (grouping === "flat") return [undefined];
  const keys = groupKeys(inventory, container, grouping);
  return keys.length === 0 ? [undefined] : keys.map((key) => ({ grouping, key }));
}

/** What decides where a container's line stands, whether it is there, and what its group says. */
function place(inventory: Inventory, id: string, options: ViewFilter, standing: Standing): string {
  const container = inventory.containers.get(id);
  if (container === undefined) return "";
  const groups = groupKeys(inventory, container, options.grouping);
  // A group tells how many of its containers are up.
  const up = groups.length === 0 ? "" : isUp(container);
  return JSON.stringify([
    container.name,
    isVisible(container, options, standing),
    standing.failed(container),
    up,
    groups,
  ]);
}
