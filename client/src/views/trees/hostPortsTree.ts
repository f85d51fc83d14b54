import * as vscode from "vscode";
import { Memo } from "../../../../shared/memo";
import type { Container } from "../../docker/inventory/container";
import type { EngineSession, EngineSet } from "../../docker/inventory/engineSet";
import { faultFrom } from "../../docker/fault";
import type { Inventory } from "../../docker/inventory/inventory";
import type { KnownPorts } from "../../insight/composeProblems";
import { hostPorts, samePorts, type HostPort } from "../../insight/hostPorts";
import { portProblems, type PortProblem } from "../../insight/portProblems";
import type { Problem } from "../../insight/problems";
import { matches } from "../../insight/filterWords";
import { PortLosers } from "../../insight/portLosers";
import type { ListeningSocket } from "../../netns/model";
import { readHostListeners } from "../../netns/read/hostListeners";
import { isOfEditor, type EditorProcess } from "../../netns/read/editorProcess";
import { foreignMachine, type Machine } from "../../netns/read/machine";
import type { ProcessTable } from "../../netns/read/socketOwners";
import type { Logger } from "../../platform/logger";
import { engineMessageRows, engineRow, noMatchRow } from "./engineRows";
import { editorRows, hostPortFacts, portsOfEditor, hostPortRowId, hostPortRows } from "./hostPortRows";
import { rowId, type HostPortRow, type Row } from "./row";
import { RowTree, type RowHandle } from "./rowTree";
import { SharedReading } from "./sharedReading";
import type { ViewOptions } from "./viewOptions";

/** The id of the view, as in package.json. */
export const hostPortsViewId = "hostside.hostPorts";

/** The host is read after an engine's change: at once, and twice more, since programs listen some time after they start. */
const pauses = [50, 1_500, 6_000];
/** A reading that failed is tried again after these, and then no more until the engine tells of a change. */
const pausesAfterFailure = [1_500, 6_000, 20_000, 60_000, 180_000];
/** Where a reading takes long, as with thousands of ports, the next one waits for a multiple of that. */
const restFactor = 10;
const longestRest = 3_000;

/** What is known of the ports of one engine's host. */
interface Known {
  readonly losers: PortLosers;
  /** As it was when the last reading began. */
  inventory?: Inventory;
  listeners?: readonly ListeningSocket[];
  ports: readonly HostPort[];
  /** The processes of this editor that have one of them. */
  ofEditor: ReadonlySet<number>;
  /** What VS Code was given last; absent where that was nothing, as while the engine is away. */
  drawn?: HostPortsReading;
  timer?: NodeJS.Timeout;
  /** The round that the timer begins. */
  round?: number;
  readonly reading: SharedReading;
  /** How many commands wait for a reading: for those, and for the view, a program may be run in a container. */
  commands: number;
  /** False until the first reading has come to an end. */
  isRead: boolean;
  /** How many readings have failed in a row. */
  failures: number;
  /** Milliseconds of the last reading. */
  took: number;
}

/** The ports of one engine's host at one moment. */
export interface HostPortsReading {
  readonly ports: readonly HostPort[];
  /** False where only the ports that containers publish are known. */
  readonly isHostRead: boolean;
}
/** The editor that this runs in, and whether the user wants to see what it listens on. */
export interface EditorPorts {
  readonly process: EditorProcess;
  isHidden(): boolean;
}

/** Who knows what is wrong with containers. */
interface ProblemSource {
  problemsOf(container: Container): readonly Problem[];
  onDidChange(listener: (session: EngineSession, container: Container) => void): { dispose(): void };
}

/** Every port taken on the hosts of the engines. Reads them only while somebody looks, or follows. */
export class HostPortsTree extends RowTree {
  private readonly registration: vscode.Disposable;
  private readonly known = new Map<EngineSession, Known>();
  private readonly ending = new AbortController();
  private visible = false;
  private readonly readers = new Set<() => void>();
  private readonly publishers = new Memo<readonly HostPort[], ReadonlySet<string>>();

  constructor(
    private readonly engines: EngineSet,
    private readonly machine: Machine,
    private readonly table: ProcessTable,
    private readonly log: Pick<Logger, "debug">,
    private readonly editor?: EditorPorts,
    private readonly problems?: ProblemSource,
    private readonly viewOptions?: ViewOptions,
  ) {
    super();
    this.registration = vscode.Disposable.from(
      ...(viewOptions === undefined ? [] : [viewOptions.onDidChange(() => this.redrawForUser())]),
      engines.onDidChange((session) => this.engineChanged(session)),
      ...(problems === undefined
        ? []
        : [problems.onDidChange((session, { id, mode }) => this.problemsChanged(session, id, mode.kind))]),
    );
  }

  /** What is known to be wrong behind a port of an engine's host. */
  problemsOf({ live }: EngineSession, port: HostPort): readonly PortProblem[] {
    return portProblems(live.inventory, port, (container) => this.problems?.problemsOf(container) ?? []);
  }

  /** The view was opened or closed. */
  show(visible: boolean): void {
    this.visible = visible;
    if (visible) this.readAgain();
  }

  /** Reads the hosts while somebody else wants it too, until disposed, and calls back after each reading. */
  follow(reader: () => void): { dispose(): void } {
    const own = (): void => reader();
    this.readers.add(own);
    this.readAgain();
    return { dispose: () => this.readers.delete(own) };
  }

  /** What is known now of the ports of an engine's host; undefined where they were not read yet. */
  knownPorts(session: EngineSession): KnownPorts | undefined {
    const { live } = session;
    const known = this.known.get(session);
    if (known?.isRead !== true || live.status.kind !== "ready") return undefined;
    const { listeners, inventory } = known;
    const isCurrent = inventory === live.inventory;
    // A container that is gone since has left a socket in what was read.
    const isThere = ({ owner }: ListeningSocket): boolean =>
      isCurrent || owner?.containers.every((id) => live.inventory.containers.has(id)) !== false;
    const ports = hostPorts(live.inventory, listeners?.filter(isThere), []);
    return { ports, isHostRead: listeners !== undefined, isCurrent };
  }

  /** Reads the hosts anew. */
  readAgain(): void {
    for (const session of this.engines.sessions) this.soon(session);
  }

  /** The ports of an engine's host as they are now, read at once; for commands. Throws EngineError. */
  async ports(session: EngineSession, signal?: AbortSignal): Promise<HostPortsReading> {
    await session.live.ready(signal);
    const known = this.of(session);
    known.commands += 1;
    try {
      await known.reading.join(signal ?? this.ending.signal);
    } finally {
      known.commands -= 1;
    }
    return { ports: known.ports, isHostRead: known.listeners !== undefined };
  }

  /** Shows the lines as they are wanted now, from what was read. */
  drawAgain(): void {
    this.redrawForUser();
  }

  /** The line of a port; undefined where it is not shown. */
  reach({ key }: EngineSession, port: HostPort): RowHandle | undefined {
    // What has not been opened yet has not been asked for.
    const open = (handles: readonly RowHandle[]): void => {
      for (const handle of handles) {
        if (handle.row.kind === "engine" || handle.row.kind === "editorPorts") open(this.getChildren(handle));
      }
    };
    open(this.getChildren());
    return this.find(hostPortRowId(key, port));
  }

  override dispose(): void {
    this.ending.abort();
    for (const { timer } of this.known.values()) clearTimeout(timer);
    this.registration.dispose();
    super.dispose();
  }

  protected rootRows(): readonly Row[] {
    const { sessions, primary } = this.engines;
    if (sessions.length === 1) return this.rows(primary);
    return sessions.map((session) => engineRow(session, vscode.l10n));
  }

  protected rowsBelow(row: Row): readonly Row[] {
    if (row.kind === "hostPort") return hostPortFacts(row, vscode.l10n);
    if (row.kind === "editorPorts") return this.editorsRows(this.engines.session(row.engine));
    if (row.kind !== "engine") return [];
    const session = this.engines.session(row.engine);
    const rows = this.rows(session);
    return rows.length > 0 ? rows : engineMessageRows(session, vscode.l10n);
  }

  protected unfolded(): void {
    // What is below a line is here already.
  }

  protected tooltipOf(row: Row): Promise<readonly string[]> {
    if (row.kind === "editorPorts") return Promise.resolve([row.spoken, editorText()]);
    const facts = row.kind === "hostPort" ? hostPortFacts(row, vscode.l10n) : [];
    return Promise.resolve(
      [row, ...facts].map(({ label, description }) => [label, description].filter((part) => part !== "").join("  ")),
    );
  }

  private rows(session: EngineSession): Row[] {
    const { status } = session.live;
    const known = this.of(session);
    if (status.kind !== "ready") {
      delete known.drawn;
      return [];
    }
    if (known.isRead) known.drawn = { ports: known.ports, isHostRead: known.listeners !== undefined };
    const { endpoint } = status.engine;
    const { ofEditor } = known;
    const own = portsOfEditor(known.ports, ofEditor);
    const others = known.ports.filter((port) => !own.includes(port));
    const problemsOf = (port: HostPort): readonly PortProblem[] => this.problemsOf(session, port);
    const source = { engine: session.key, ofEditor, problemsOf, endpoint, l10n: vscode.l10n };
    const filter = this.viewOptions?.current.filter ?? "";
    const wanted = (ports: readonly HostPort[]): readonly HostPortRow[] =>
      hostPortRows({ ...source, ports }).filter(({ label, description }) => matches(filter, [label, description]));
    const ownWanted = this.editor?.isHidden() === true ? [] : wanted(own).map(({ hostPort }) => hostPort);
    const found = [...wanted(others), ...editorRows({ ...source, ports: ownWanted })];
    const isHidden = found.length === 0 && filter !== "" && known.ports.length > 0;
    const rows = isHidden ? [noMatchRow(session.key, filter, vscode.l10n)] : found;
    if (known.listeners !== undefined || !known.isRead || !this.visible) return rows;
    const label = vscode.l10n.t("The host's own processes cannot be read from here");
    const message = { label, description: "", icon: "info", contextValue: "message", spoken: label } as const;
    return [
      ...rows,
      { kind: "message", id: rowId(session.key, "noHost"), engine: session.key, fold: "leaf", ...message },
    ];
  }

  private problemsChanged(session: EngineSession, id: string, mode: string): void {
    const ports = this.known.get(session)?.ports ?? [];
    // Who shares the network of another may be the one that is to answer there.
    if (mode === "container" || this.publishers.of(ports, publishersOf).has(id)) this.redraw();
  }

  /** The ports of this editor, which are folded: nobody looks for them, and a window of VS Code has several. */
  private editorsRows(session: EngineSession): Row[] {
    const { status } = session.live;
    if (status.kind !== "ready") return [];
    const { ports, ofEditor } = this.of(session);
    const { endpoint } = status.engine;
    return hostPortRows({
      engine: session.key,
      ports: portsOfEditor(ports, ofEditor),
      ofEditor,
      endpoint,
      l10n: vscode.l10n,
    });
  }

  private of(session: EngineSession): Known {
    const found = this.known.get(session);
    if (found !== undefined) return found;
    const known: Known = {
      losers: new PortLosers(),
      ports: [],
      ofEditor: new Set(),
      reading: new SharedReading(async (signal) => {
        known.failures += 1;
        await this.read(session, known, AbortSignal.any([signal, this.ending.signal]));
        known.failures = 0;
      }),
      commands: 0,
      isRead: false,
      failures: 0,
      took: 0,
    };
    // Of an engine that is not shown any more nothing is kept.
    if (this.engines.sessions.includes(session)) this.known.set(session, known);
    return known;
  }

  private get isWanted(): boolean {
    return this.visible || this.readers.size > 0;
  }

  private engineChanged(session: EngineSession | undefined): void {
    for (const gone of [...this.known.keys()].filter((each) => !this.engines.sessions.includes(each))) {
      clearTimeout(this.known.get(gone)?.timer);
      this.known.delete(gone);
    }
    if (session === undefined) this.redraw();
    if (!this.isWanted) return;
    if (session === undefined) this.readAgain();
    else this.soon(session);
  }

  private soon(session: EngineSession, round = 0): void {
    const usual = pauses[round];
    const isShown = this.engines.sessions.includes(session);
    if (usual === undefined || !isShown || this.ending.signal.aborted) return;
    const known = this.of(session);
    // A change while a later round is waited for begins anew; many changes do not put the first round off.
    if (known.timer !== undefined && (round > 0 || known.round === 0)) return;
    this.later(session, known, round, Math.max(usual, Math.min(longestRest, known.took * restFactor)));
  }

  private later(session: EngineSession, known: Known, round: number, pause: number): void {
    clearTimeout(known.timer);
    known.round = round;
    known.timer = setTimeout(() => {
      delete known.timer;
      if (!this.isWanted || session.live.status.kind !== "ready") {
        this.redraw();
        return;
      }
      known.reading.join(this.ending.signal).then(
        () => this.soon(session, round + 1),
        (error: unknown) => this.failed(session, known, round, error),
      );
    }, pause);
  }

  /** The engine may have changed nothing and tell nothing: what it did not answer this time is asked for again. */
  private failed(session: EngineSession, known: Known, round: number, error: unknown): void {
    this.log.debug(`Host ports: ${faultFrom(error).detail}`);
    const pause = pausesAfterFailure[known.failures - 1];
    if (pause === undefined || known.timer !== undefined || this.known.get(session) !== known) return;
    if (this.ending.signal.aborted) return;
    this.later(session, known, round, pause);
    // A change of the engine does not wait for that.
    delete known.round;
  }

  private async read({ live }: EngineSession, known: Known, signal: AbortSignal): Promise<void> {
    const from = performance.now();
    const { status } = live;
    if (status.kind !== "ready") return;
    const inventory: Inventory = live.inventory;
    const { engine, facts } = status;
    const containers = [...inventory.containers.values()];
    const isAsked = this.visible || known.commands > 0;
    const listeners =
      isAsked || (engine.endpoint.kind === "socket" && this.machine !== foreignMachine)
        ? await readHostListeners(engine, facts, this.machine, this.table, containers, signal, isAsked)
        : undefined;
    const losers = await known.losers.of(engine, inventory, signal);
    if (listeners === undefined) delete known.listeners;
    else known.listeners = listeners;
    known.ports = hostPorts(live.inventory, listeners, losers);
    known.ofEditor = await this.editorsOwn(known.ports);
    known.took = performance.now() - from;
    known.isRead = true;
    known.inventory = inventory;
    const { drawn } = known;
    const isSame = drawn?.isHostRead === (listeners !== undefined) && samePorts(drawn.ports, known.ports);
    if (!isSame) this.redrawIfOther();
    for (const reader of [...this.readers]) reader();
  }

  private async editorsOwn(ports: readonly HostPort[]): Promise<ReadonlySet<number>> {
    const { editor, machine } = this;
    if (editor === undefined) return new Set();
    const pids = new Set(ports.flatMap(({ owner }) => (owner.kind === "process" ? (owner.pid ?? []) : [])));
    const own = await Promise.all(
      [...pids].map(async (pid) => ((await isOfEditor(machine, editor.process, pid)) ? [pid] : [])),
    );
    return new Set(own.flat());
  }
}

/** The IDs of the containers that publish one of these ports. */
function publishersOf(ports: readonly HostPort[]): ReadonlySet<string> {
  return new Set(ports.flatMap(({ owner }) => (owner.kind === "publish" ? owner.container.id : [])));
}

/** What the line of this editor's ports is, and how one is rid of it. */
function editorText(): string {
  return vscode.l10n.t(
    "Its server, extension hosts, language servers and port forwarding. The setting {0} leaves them out.",
    "hostside.hostPorts.hideEditor",
  );
}
