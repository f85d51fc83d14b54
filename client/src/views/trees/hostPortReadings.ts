import type { EngineSession, EngineSet } from "../../docker/inventory/engineSet";
import type { Container } from "../../docker/inventory/container";
import { faultFrom } from "../../docker/fault";
import type { Inventory } from "../../docker/inventory/inventory";
import type { KnownPorts } from "../../insight/composeProblems";
import { hostPorts, type HostPort } from "../../insight/hostPorts";
import { PortLosers } from "../../insight/portLosers";
import type { ListeningSocket, Route } from "../../netns/model";
import { readHostRoutes } from "../../netns/read/hostRoutes";
import { readHostListeners } from "../../netns/read/hostListeners";
import { isOfEditor, type EditorProcess } from "../../netns/read/editorProcess";
import { foreignMachine, type Machine } from "../../netns/read/machine";
import type { ProcessTable } from "../../netns/read/socketOwners";
import type { Logger } from "../../platform/logger";
import { SharedReading } from "./sharedReading";

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
  routes?: readonly Route[];
  ports: readonly HostPort[];
  /** The processes of this editor that have one of them. */
  ofEditor: ReadonlySet<number>;
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

/** What was read last of one engine's host, nothing at first. */
export type HostPortsRead = Readonly<Pick<Known, "ports" | "listeners" | "ofEditor" | "isRead">>;

/** What hosts are read from. */
export interface HostPortsSource {
  readonly engines: EngineSet;
  readonly machine: Machine;
  readonly table: ProcessTable;
  readonly log: Pick<Logger, "debug">;
  /** The editor that this runs in, whose own ports are told apart. */
  readonly editor?: EditorProcess | undefined;
}

/** Hears of what was read. */
export interface HostPortsListener {
  /** After each reading of an engine's host. */
  read(session: EngineSession): void;
  /** An engine came, went, or does not answer. */
  changed(): void;
}

/** The ports of the engines' hosts, read after each change of an engine: only while somebody looks, or follows. */
export class HostPortReadings {
  private readonly known = new Map<EngineSession, Known>();
  private readonly ending = new AbortController();
  private readonly readers = new Set<() => void>();
  private readonly registration: { dispose(): void };
  private isShown = false;

  constructor(
    private readonly source: HostPortsSource,
    private readonly listener: HostPortsListener,
  ) {
    this.registration = source.engines.onDidChange((session) => this.engineChanged(session));
  }

  /** Somebody looks at all ports, or does so no more: while that is so, a program may be run in a container. */
  show(isShown: boolean): void {
    this.isShown = isShown;
    if (isShown) this.readAgain();
  }

  /** What was read last of an engine's host. */
  last(session: EngineSession): HostPortsRead {
    return this.of(session);
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
    const { listeners, routes, inventory } = known;
    const isCurrent = inventory === live.inventory;
    // A container that is gone since has left a socket in what was read.
    const isThere = ({ owner }: ListeningSocket): boolean =>
      isCurrent || owner?.containers.every((id) => live.inventory.containers.has(id)) !== false;
    const ports = hostPorts(live.inventory, listeners?.filter(isThere), []);
    return { ports, isHostRead: listeners !== undefined, isCurrent, ...(routes === undefined ? {} : { routes }) };
  }

  /** Reads the hosts anew. */
  readAgain(): void {
    for (const session of this.source.engines.sessions) this.soon(session);
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

  dispose(): void {
    this.ending.abort();
    for (const { timer } of this.known.values()) clearTimeout(timer);
    this.registration.dispose();
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
    if (this.source.engines.sessions.includes(session)) this.known.set(session, known);
    return known;
  }

  private get isWanted(): boolean {
    return this.isShown || this.readers.size > 0;
  }

  private engineChanged(session: EngineSession | undefined): void {
    for (const gone of [...this.known.keys()].filter((each) => !this.source.engines.sessions.includes(each))) {
      clearTimeout(this.known.get(gone)?.timer);
      this.known.delete(gone);
    }
    if (session === undefined) this.listener.changed();
    if (!this.isWanted) return;
    if (session === undefined) this.readAgain();
    else this.soon(session);
  }

  private soon(session: EngineSession, round = 0): void {
    const usual = pauses[round];
    const isShown = this.source.engines.sessions.includes(session);
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
        this.listener.changed();
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
    this.source.log.debug(`Host ports: ${faultFrom(error).detail}`);
    const pause = pausesAfterFailure[known.failures - 1];
    if (pause === undefined || known.timer !== undefined || this.known.get(session) !== known) return;
    if (this.ending.signal.aborted) return;
    this.later(session, known, round, pause);
    // A change of the engine does not wait for that.
    delete known.round;
  }

  private async read(session: EngineSession, known: Known, signal: AbortSignal): Promise<void> {
    const from = performance.now();
    const { live } = session;
    const { status } = live;
    if (status.kind !== "ready") return;
    const inventory: Inventory = live.inventory;
    const { engine, facts } = status;
    const containers = [...inventory.containers.values()];
    const isAsked = this.isShown || known.commands > 0;
    const listeners =
      isAsked || (engine.endpoint.kind === "socket" && this.source.machine !== foreignMachine)
        ? await readHostListeners(engine, facts, this.source.machine, this.source.table, containers, signal, isAsked)
        : undefined;
    const losers = await known.losers.of(engine, inventory, signal);
    if (listeners === undefined) delete known.listeners;
    else known.listeners = listeners;
    // Whoever follows, and nobody else, compares them with the subnets of a file.
    const routes = this.readers.size === 0 ? undefined : await this.routesOf(session, containers, signal);
    if (routes === undefined) delete known.routes;
    else known.routes = routes;
    known.ports = hostPorts(live.inventory, listeners, losers);
    known.ofEditor = await this.editorsOwn(known.ports);
    known.took = performance.now() - from;
    known.isRead = true;
    known.inventory = inventory;
    this.listener.read(session);
    for (const reader of [...this.readers]) reader();
  }

  private async routesOf({ live }: EngineSession, containers: readonly Container[], signal: AbortSignal) {
    const { status } = live;
    const { machine } = this.source;
    if (status.kind !== "ready" || machine === foreignMachine || status.engine.endpoint.kind !== "socket")
      return undefined;
    return readHostRoutes(status.engine, status.facts, machine, containers, signal);
  }

  private async editorsOwn(ports: readonly HostPort[]): Promise<ReadonlySet<number>> {
    const { editor, machine } = this.source;
    if (editor === undefined) return new Set();
    const pids = new Set(ports.flatMap(({ owner }) => (owner.kind === "process" ? (owner.pid ?? []) : [])));
    const own = await Promise.all(
      [...pids].map(async (pid) => ((await isOfEditor(machine, editor, pid)) ? [pid] : [])),
    );
    return new Set(own.flat());
  }
}
