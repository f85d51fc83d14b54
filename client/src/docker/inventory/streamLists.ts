import type { Engine } from "../api/engine";
import type { EngineFacts } from "../api/engineFacts";
import type { EngineEvent } from "../api/events";
import { faultFrom, type EngineFault } from "../fault";
import { EngineLists, type ListsOwner, type UnlistedNews } from "./engineLists";
import type { Inventory } from "./inventory";

/** Whom the lists of a stream tell. */
export interface StreamListener {
  /** Everything that was asked has been answered. */
  learned(facts: EngineFacts, inventory: Inventory): void;
  /** The engine did not answer: the stream is of no use any more. */
  failed(fault: EngineFault): void;
}

/**
 * An engine that becomes a manager may send the news of its node before `/info` says so, and nothing after it (seen on Docker
 * 28 under load): it is asked again after each of these pauses, in milliseconds.
 */
const pausesForManager = [100, 200, 400, 800, 1600, 3200];

/** What is listed of an engine while one event stream is open: what kind of engine it is, and everything that it has. */
export class StreamLists {
  private readonly owner: ListsOwner;
  private facts: EngineFacts;
  private lists: EngineLists;
  /** Ends the lists that were made for the facts before. */
  private listing = new AbortController();
  /** While the facts are asked for again, answers are not yet the outcome. */
  private pending = 0;
  /** Until the engine is asked once more whether it is a manager. */
  private again: NodeJS.Timeout | undefined;

  /** It starts with what was known before the stream was opened, and ends with the signal. */
  constructor(
    private readonly engine: Engine,
    known: { readonly facts: EngineFacts; readonly inventory: Inventory; readonly news: UnlistedNews },
    private readonly listener: StreamListener,
    private readonly signal: AbortSignal,
    private readonly batchMilliseconds: number,
  ) {
    this.facts = known.facts;
    this.owner = {
      news: known.news,
      inventory: known.inventory,
      learned: (complete) => {
        if (complete && this.pending === 0) listener.learned(this.facts, this.owner.inventory);
      },
      failed: (error) => this.fail(error),
      outdated: (because) => this.everythingWithFacts(because === "news" ? pausesForManager : []),
    };
    this.lists = this.newLists();
    signal.addEventListener("abort", () => clearTimeout(this.again), { once: true });
  }

  /** Lists everything anew. */
  everything(): void {
    this.lists.everything();
  }

  /**
   * Asks what kind of engine it is, then lists everything anew. With pauses, in milliseconds, it asks again after each while
   * the engine does not call itself a manager.
   */
  everythingWithFacts(pauses: readonly number[] = []): void {
    this.pending += 1;
    this.engine.facts(this.signal).then(
      (facts) => {
        this.pending -= 1;
        if (this.signal.aborted) return;
        const changed = JSON.stringify(facts) !== JSON.stringify(this.facts);
        this.facts = facts;
        if (changed) this.lists = this.newLists();
        this.lists.everything();
        if (facts.swarm !== "manager") this.askAgain(pauses);
      },
      (error: unknown) => {
        if (!this.signal.aborted) this.fail(error);
      },
    );
  }

  private askAgain([pause, ...later]: readonly number[]): void {
    clearTimeout(this.again);
    if (pause === undefined) return;
    this.again = setTimeout(() => {
      if (!this.signal.aborted && this.facts.swarm !== "manager") this.everythingWithFacts(later);
    }, pause);
  }

  /** An event of the stream. */
  heard(event: EngineEvent): void {
    this.lists.heard(event);
  }

  /** Somebody has seen that a container is otherwise than it is listed. */
  doubted(containerId: string): void {
    this.lists.doubted(containerId);
  }

  private newLists(): EngineLists {
    this.listing.abort();
    this.listing = new AbortController();
    const signal = AbortSignal.any([this.signal, this.listing.signal]);
    return new EngineLists(this.engine, this.facts, this.owner, signal, this.batchMilliseconds);
  }

  private fail(error: unknown): void {
    this.listener.failed(faultFrom(error, this.engine.endpoint.address));
  }
}
