import type { Endpoint } from "../endpoint/endpoint";
import type { Engine } from "../api/engine";
import { EngineError } from "../fault";
import type { Logger } from "../../platform/logger";
import { LiveInventory } from "./liveInventory";

/** An engine that is shown, with its own state. */
export interface EngineSession {
  /** Empty for the engine of Docker's own order; else the context's name or the address that the user added. */
  readonly key: string;
  readonly live: LiveInventory;
}

/** What an engine set needs of the outside. */
export interface EngineSetEnvironment {
  /** Connects to what a key stands for. Throws EngineError. */
  connect(key: string): Promise<Engine>;
  /** What a key stands for now; undefined where it stands for none. */
  endpoint(key: string): Promise<Endpoint | undefined>;
  /** The log of what happens with the engine of a key. */
  log?(key: string): Logger;
}

/** So many milliseconds after the first engine has answered, the others are not waited for. */
const patience = 3_000;

/** The engines that are shown: the usual one first, then those that the user added. Each lives on its own. */
export class EngineSet {
  readonly primary: EngineSession;
  private added: readonly EngineSession[] = [];
  private started = false;
  private readonly registrations = new Map<EngineSession, { dispose(): void }>();
  private readonly listeners = new Set<(session: EngineSession | undefined) => void>();

  constructor(private readonly environment: EngineSetEnvironment) {
    this.primary = this.newSession("");
  }

  get sessions(): readonly EngineSession[] {
    return [this.primary, ...this.added];
  }

  /** Called after each change: of one engine, or of which ones there are (undefined). */
  onDidChange(listener: (session: EngineSession | undefined) => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** The session of this key; the usual engine's where it is gone. */
  session(key: string): EngineSession {
    return this.sessions.find((session) => session.key === key) ?? this.primary;
  }

  /** Shows these engines beside the usual one. Those that stay keep their state. */
  show(keys: readonly string[]): void {
    const wanted = [...new Set(keys)].filter((key) => key !== "");
    if (wanted.join("\n") === this.added.map(({ key }) => key).join("\n")) return;
    const before = this.added;
    this.added = wanted.map((key) => before.find((session) => session.key === key) ?? this.newSession(key));
    for (const gone of before.filter((session) => !this.added.includes(session))) this.end(gone);
    if (this.started) for (const { live } of this.added) live.start();
    this.notify(undefined);
  }

  /** Connects to all of them. Does nothing where that has been done. */
  start(): void {
    this.started = true;
    for (const { live } of this.sessions) live.start();
  }

  /**
   * Those that answer, started where need be: what one of them lacks is no reason to do without the others. Throws the
   * usual engine's fault where none does.
   */
  async ready(signal?: AbortSignal, patient = patience): Promise<readonly EngineSession[]> {
    this.start();
    const { sessions, primary } = this;
    const outcomes = sessions.map(({ live }) => live.ready(signal));
    const all = Promise.allSettled(outcomes);
    let timer: NodeJS.Timeout | undefined;
    try {
      await Promise.any(outcomes);
      const enough = new Promise((resolve) => (timer = setTimeout(resolve, patient)));
      await Promise.race([all, enough]);
    } catch {
      await all;
    } finally {
      clearTimeout(timer);
    }
    const ready = sessions.filter(({ live }) => live.status.kind === "ready");
    if (ready.length > 0) return ready;
    const { status } = primary.live;
    throw new EngineError(status.kind === "fault" ? status.fault : { kind: "cancelled", detail: "cancelled" });
  }

  /** Starts over, for example when another engine is the usual one now. */
  restart(): void {
    for (const { live } of this.sessions) live.restart();
  }

  /** Disconnects from all of them until somebody looks again. What is known of them stays. */
  rest(): void {
    this.started = false;
    for (const { live } of this.sessions) live.rest();
  }

  /** Something happened where endpoints are named or listen. */
  async follow(): Promise<void> {
    await Promise.all(this.sessions.map(({ live }) => live.follow()));
  }

  /** Disconnects from all of them. */
  stop(): void {
    for (const session of this.sessions) this.end(session);
    this.listeners.clear();
  }

  private newSession(key: string): EngineSession {
    const live = new LiveInventory({
      connect: () => this.environment.connect(key),
      endpoint: () => this.environment.endpoint(key),
      log: this.environment.log?.(key),
    });
    const session: EngineSession = { key, live };
    this.registrations.set(
      session,
      live.onDidChange(() => this.notify(session)),
    );
    return session;
  }

  private end(session: EngineSession): void {
    this.registrations.get(session)?.dispose();
    this.registrations.delete(session);
    session.live.stop();
  }

  private notify(session: EngineSession | undefined): void {
    for (const listener of [...this.listeners]) listener(session);
  }
}
