import type { Engine } from "./engine";
import { followEvents } from "./events";
import { EngineError, faultFrom, type EngineFault } from "./fault";
import { emptyInventory, inventoryFrom, withAnswer, type Inventory } from "./inventory";
import { ContainerQuestions } from "./questions";

/** How it stands with the engine. `idle`: nothing has been asked yet. */
export type EngineStatus =
  | { readonly kind: "idle" }
  | { readonly kind: "connecting" }
  | { readonly kind: "ready"; readonly engine: Engine }
  | { readonly kind: "fault"; readonly fault: EngineFault };

/** What a live inventory needs of the outside. */
export interface LiveInventorySurroundings {
  /** Finds the endpoint anew each time, so that a changed context is followed when the stream is opened again. */
  connect(): Promise<Engine>;
  random?(): number;
  /** Milliseconds in which events are gathered before their containers are asked for. */
  readonly gatherMilliseconds?: number;
}

/**
 * An inventory that stays true: listed once, then told by events. Nothing is asked before `start`, nothing polls.
 * After a cut the last known inventory stays for one attempt, so that a blip of the stream is not seen.
 */
export class LiveInventory {
  #inventory = emptyInventory;
  #status: EngineStatus = { kind: "idle" };
  #run: AbortController | undefined;
  #questions: ContainerQuestions | undefined;
  #wake: (() => void) | undefined;
  #blip = false;
  /** Containers whose end was told since the last question. */
  readonly #ended = new Set<string>();
  readonly #listeners = new Set<() => void>();

  constructor(private readonly around: LiveInventorySurroundings) {}

  get inventory(): Inventory {
    return this.#inventory;
  }

  get status(): EngineStatus {
    return this.#status;
  }

  /** Called after each change of inventory or status. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Connects and follows the engine until `stop`. Does nothing when it runs already. */
  start(): void {
    if (this.#run !== undefined) return;
    const run = new AbortController();
    this.#run = run;
    this.#become({ kind: "connecting" });
    let listFault: EngineFault | undefined;
    const source = {
      open: (since: string | undefined, signal: AbortSignal) => {
        listFault = undefined;
        const stream = new AbortController();
        return this.#open(since, AbortSignal.any([signal, stream.signal]), (fault) => {
          listFault = fault;
          stream.abort();
        });
      },
      pause: (milliseconds: number, signal: AbortSignal) => this.#pause(milliseconds, signal),
      random: () => (this.around.random ?? Math.random)(),
    };
    const listener = {
      opened: () => this.#questions?.everything(),
      event: ({ action, containerId }: { readonly action: string; readonly containerId?: string }) => {
        if (containerId === undefined) return;
        if (action === "die") this.#ended.add(containerId);
        this.#questions?.changed(containerId);
      },
      cut: (fault: EngineFault) => this.#lose(listFault ?? fault),
    };
    void followEvents(source, listener, run.signal);
  }

  /** Disconnects and forgets. */
  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#questions = undefined;
    this.#inventory = emptyInventory;
    this.#become({ kind: "idle" });
  }

  /** Starts over with whatever endpoint there is now; keeps quiet where nothing was ever asked. */
  restart(): void {
    if (this.#run === undefined) return;
    this.stop();
    this.start();
  }

  /** Lists everything anew, or tries again at once where there is no engine. Resolves when the outcome is known. */
  async refresh(signal?: AbortSignal): Promise<void> {
    if (this.#run === undefined) this.start();
    else if (this.#status.kind === "ready") {
      this.#status = { kind: "connecting" };
      this.#questions?.everything();
    } else {
      this.#become({ kind: "connecting" });
      this.#wake?.();
    }
    await this.settled(signal);
  }

  /** The engine once it answers, started where need be. Throws {@link EngineError} where it does not. */
  async ready(signal?: AbortSignal): Promise<Engine> {
    this.start();
    const status = await this.settled(signal);
    if (status.kind === "ready") return status.engine;
    throw new EngineError(status.kind === "fault" ? status.fault : cancelled);
  }

  /** Resolves with the first status that is an outcome; throws a cancelled fault when the signal aborts before. */
  settled(signal?: AbortSignal): Promise<EngineStatus> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        registration.dispose();
        signal?.removeEventListener("abort", cancel);
        settle();
      };
      const cancel = (): void => finish(() => reject(new EngineError(cancelled)));
      const look = (): void => {
        if (this.#status.kind !== "connecting") finish(() => resolve(this.#status));
      };
      const registration = this.onDidChange(look);
      signal?.addEventListener("abort", cancel, { once: true });
      if (signal?.aborted === true) cancel();
      else look();
    });
  }

  /** Opens the stream before anything is listed, so that no change falls between the two. */
  async #open(since: string | undefined, signal: AbortSignal, fail: (fault: EngineFault) => void) {
    const engine = await this.around.connect();
    await engine.version(signal);
    const stream = await engine.openEvents(since, signal);
    const ask = async (ids: readonly string[] | undefined, during: AbortSignal) => {
      await this.#untilExitsAreListed(engine, during);
      return engine.listContainers(ids, during);
    };
    const listener = {
      answered: (asked: readonly string[] | undefined, records: readonly unknown[]) =>
        this.#learn(engine, asked, records),
      failed: (error: unknown) => fail(faultFrom(error)),
    };
    this.#questions = new ContainerQuestions(ask, listener, signal, this.around.gatherMilliseconds ?? 40);
    return stream;
  }

  /**
   * The engine tells `die` before its list knows of it: at once and 40 ms later it lists `running` (20.10.24, by
   * experiment). An inspection waits for the lock that the engine holds until the list is right.
   */
  async #untilExitsAreListed(engine: Engine, signal: AbortSignal): Promise<void> {
    const ended = [...this.#ended];
    this.#ended.clear();
    // A container that is gone meanwhile has nothing to wait for; any other fault comes up in the list that follows.
    await Promise.allSettled(ended.map((id) => engine.inspectContainer(id, signal)));
  }

  async #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      signal.addEventListener("abort", wake, { once: true });
      this.#wake = wake;
    });
    this.#wake = undefined;
  }

  #learn(engine: Engine, asked: readonly string[] | undefined, records: readonly unknown[]): void {
    const before = this.#inventory;
    this.#inventory = asked === undefined ? inventoryFrom(records) : withAnswer(before, asked, records);
    this.#blip = false;
    if (this.#status.kind !== "ready") this.#become({ kind: "ready", engine });
    else {
      this.#status = { kind: "ready", engine };
      if (this.#inventory !== before) this.#tell();
    }
  }

  #lose(fault: EngineFault): void {
    if (this.#status.kind === "ready" && !this.#blip) {
      this.#blip = true;
      return;
    }
    this.#inventory = emptyInventory;
    this.#become({ kind: "fault", fault });
  }

  #become(status: EngineStatus): void {
    this.#status = status;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const cancelled: EngineFault = { kind: "cancelled", detail: "cancelled" };
