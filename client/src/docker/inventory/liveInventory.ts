import type { Endpoint } from "../endpoint/endpoint";
import type { Engine } from "../api/engine";
import type { EngineFacts } from "../api/engineFacts";
import type { EngineStatus } from "./engineStatus";
import { followEvents, type EngineEvent } from "../api/events";
import { EngineError, faultText, type EngineFault } from "../fault";
import type { Logger } from "../../platform/logger";
import { emptyInventory, withNewsOf, type Inventory } from "./inventory";
import { newRun, pauseOf, type Run } from "./liveRun";
import { settledStatus } from "./settled";
import { StreamLists } from "./streamLists";

/** What a live inventory needs of the outside. */
export interface LiveInventoryEnvironment {
  /** Finds the endpoint anew each time, so that a changed context is followed when the stream is opened again. */
  connect(): Promise<Engine>;
  /** The endpoint that `connect` would take now; undefined where there is none. */
  endpoint?(): Promise<Endpoint | undefined>;
  random?(): number;
  readonly log?: Pick<Logger, "trace" | "debug"> | undefined;
  /** Milliseconds in which events are collected before their containers are asked for. */
  readonly batchMilliseconds?: number;
}

/** An attempt over ssh costs a process and a login. */
const longestPauseOverSsh = 30_000;

/**
 * An inventory that stays true: listed once, then told by events. Nothing is asked before `start`, nothing polls.
 * After a cut the last known inventory stays for one attempt, so that a blip of the stream is not seen.
 */
export class LiveInventory {
  private currentInventory = emptyInventory;
  private currentStatus: EngineStatus = { kind: "idle" };
  private run: Run | undefined;
  private engine: Engine | undefined;
  /** Absent while no stream is open. */
  private lists: StreamLists | undefined;
  private blip = false;
  /** After a rest, what is known is from before it: it is shown, and nothing more follows from it. */
  private rested = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly environment: LiveInventoryEnvironment) {}

  get inventory(): Inventory {
    return this.currentInventory;
  }

  get status(): EngineStatus {
    return this.currentStatus;
  }

  /** Where the engine is, or was asked for last, whether it answered or not. */
  get endpoint(): Endpoint | undefined {
    return this.engine?.endpoint;
  }

  /** Called after each change of inventory or status. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Connects and follows the engine until `stop`. Does nothing when it runs already. */
  start(): void {
    if (this.run !== undefined) return;
    const run = newRun();
    this.run = run;
    this.become({ kind: "connecting" });
    let listFault: EngineFault | undefined;
    let stream = new AbortController();
    const source = {
      open: async (since: string | undefined, signal: AbortSignal) => {
        listFault = undefined;
        const own = (stream = new AbortController());
        const fail = (fault: EngineFault): void => {
          listFault = fault;
          own.abort();
        };
        try {
          return await this.open(run, since, AbortSignal.any([signal, own.signal]), fail);
        } catch (error) {
          own.abort();
          throw error;
        }
      },
      pause: (milliseconds: number, signal: AbortSignal) => pauseOf(run, milliseconds, signal),
      random: () => (this.environment.random ?? Math.random)(),
      longestPause: () => (this.engine?.endpoint.kind === "ssh" ? longestPauseOverSsh : undefined),
    };
    const listener = {
      opened: () => this.lists?.everything(),
      event: (event: EngineEvent) => {
        const { type, action, containerId, networkId } = event;
        this.environment.log?.trace(
          `Event: ${type} ${action} ${(containerId ?? networkId ?? "").slice(0, 12)}`.trimEnd(),
        );
        this.lists?.heard(event);
      },
      cut: (fault: EngineFault) => {
        this.environment.log?.debug(`The event stream has ended: ${faultText(listFault ?? fault)}`);
        this.lose(listFault ?? fault);
        // What hangs on it would stay for as long as the engine is followed.
        stream.abort();
      },
    };
    void followEvents(source, listener, run.ending.signal);
  }

  /** Disconnects and forgets. */
  stop(): void {
    this.end();
    this.become({ kind: "idle" });
  }

  /** Disconnects since nobody looks. What is known stays, and is listed anew at the next start. */
  rest(): void {
    if (this.run === undefined) return;
    this.endRun();
    this.engine?.connection.close();
    this.rested = true;
    this.become({ kind: "idle" });
  }

  /** Starts over with whatever endpoint there is now; keeps quiet where nothing was ever asked. */
  restart(): void {
    if (this.run === undefined) {
      if (this.rested) this.stop();
      return;
    }
    // Whoever waits for an outcome waits on.
    this.end();
    this.start();
  }

  /**
   * Something happened where endpoints are named or listen: tries again at once, or turns to the other engine. An
   * attempt that began before is not the last word on it.
   */
  async follow(): Promise<void> {
    const run = this.run;
    if (run === undefined) return;
    run.words += 1;
    if (run.wake === undefined) await this.compare(run);
    else run.wake();
  }

  /** Lists everything anew, or tries again at once where there is no engine. Resolves when the outcome is known. */
  async refresh(signal?: AbortSignal): Promise<void> {
    if (this.run === undefined) this.start();
    else if (this.currentStatus.kind === "ready") {
      this.currentStatus = { kind: "connecting" };
      // Between two streams there is a pause instead.
      this.lists?.everythingWithFacts();
      this.run.wake?.();
    } else {
      this.become({ kind: "connecting" });
      this.run.wake?.();
    }
    await this.settled(signal);
  }

  /** Somebody has seen that a container is otherwise than it is listed: it is asked for again, soon. */
  doubt(containerId: string): void {
    this.lists?.doubted(containerId);
  }

  /** The engine once it answers, started where need be. Throws {@link EngineError} where it does not. */
  async ready(signal?: AbortSignal): Promise<Engine> {
    this.start();
    const status = await this.settled(signal);
    if (status.kind === "ready") return status.engine;
    throw new EngineError(status.kind === "fault" ? status.fault : { kind: "cancelled", detail: "cancelled" });
  }

  /** Resolves with the first status that is an outcome; throws a cancelled fault when the signal aborts before. */
  settled(signal?: AbortSignal): Promise<EngineStatus> {
    return settledStatus(this, signal);
  }

  /** Opens the stream before anything is listed, so that no change falls between the two. */
  private async open(run: Run, since: string | undefined, signal: AbortSignal, fail: (fault: EngineFault) => void) {
    run.heard = run.words;
    run.seeking = true;
    const engine = await this.environment.connect().finally(() => (run.seeking = false));
    if (signal.aborted) engine.connection.close();
    else this.found(run, engine);
    const [stream, facts] = await Promise.all([engine.openEvents(since, signal), engine.facts(signal)]);
    // Nobody heard what happened in a rest: containers that are listed alike may have been restarted.
    const { currentInventory: before } = this;
    const inventory = this.rested ? withNewsOf(before, before.containers.keys()) : before;
    const known = { facts, inventory, news: run.news };
    const listener = {
      learned: (now: EngineFacts, inventory: Inventory) => this.learn({ kind: "ready", engine, facts: now }, inventory),
      failed: fail,
    };
    this.lists = new StreamLists(engine, known, listener, signal, this.environment.batchMilliseconds ?? 40);
    return stream;
  }

  private end(): void {
    this.endRun();
    this.adopt(undefined);
    this.forget();
  }

  private endRun(): void {
    this.run?.ending.abort();
    this.run = undefined;
    this.lists = undefined;
    this.blip = false;
  }

  private forget(): void {
    this.rested = false;
    this.currentInventory = emptyInventory;
  }

  /** Of the engine before, no idle connection stays open. */
  private adopt(engine: Engine | undefined): void {
    this.engine?.connection.close();
    this.engine = engine;
  }

  /** The endpoint may have been named anew since it was looked up. */
  private found(run: Run, engine: Engine): void {
    const before = this.endpoint;
    this.adopt(engine);
    // Whoever follows where it is to listen does so while it is being asked, too.
    if (before === undefined || !sameEndpoint(before, engine.endpoint)) {
      if (this.rested) this.forget();
      this.notify();
    }
    if (run.heard !== run.words) void this.compare(run);
  }

  /** Turns to the engine that is named now where that is not the one in use. */
  private async compare(run: Run): Promise<void> {
    const isSeeking = (): boolean => run.seeking;
    // What an attempt finds is compared then.
    if (isSeeking()) return;
    const word = run.words;
    const now = await this.environment.endpoint?.();
    // A later word has a look of its own; an attempt that began after this one has seen it.
    if (this.run !== run || run.words !== word || isSeeking()) return;
    const known = this.endpoint;
    if (now !== undefined && known !== undefined && !sameEndpoint(now, known)) this.restart();
  }

  private learn(status: EngineStatus, inventory: Inventory): void {
    const before = this.currentInventory;
    this.currentInventory = inventory;
    this.blip = this.rested = false;
    const known = this.currentStatus;
    this.currentStatus = status;
    // Another kind of engine is news too, also with the same containers.
    const same = known.kind === "ready" && status.kind === "ready" && sameFacts(known.facts, status.facts);
    if (!same || inventory !== before) this.notify();
  }

  private lose(fault: EngineFault): void {
    this.lists = undefined;
    if (this.currentStatus.kind === "ready" && !this.blip) {
      this.blip = true;
      return;
    }
    this.forget();
    this.become({ kind: "fault", fault: this.wasPodman() ? { ...fault, product: "podman" } : fault });
  }

  private wasPodman(): boolean {
    const status = this.currentStatus;
    return (status.kind === "ready" ? status.facts : status.kind === "fault" ? status.fault : {}).product === "podman";
  }

  private become(status: EngineStatus): void {
    this.currentStatus = status;
    this.notify();
  }

  private notify(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

function sameFacts(a: EngineFacts, b: EngineFacts): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function sameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
