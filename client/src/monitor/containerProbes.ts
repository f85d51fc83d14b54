import type { Container } from "../docker/inventory/container";
import type { LiveInventory } from "../docker/inventory/liveInventory";
import { faultFrom } from "../docker/fault";
import { probeInBackground, probeContainer, type ContainerProbe } from "../insight/containerProbe";
import { isFailure } from "../insight/problems";
import type { ProbeSource } from "../insight/probeSource";
import type { Machine } from "../netns/read/machine";
import type { ProcessTable } from "../netns/read/socketOwners";
import type { Logger } from "../platform/logger";
import { Timers } from "./timers";

/**
 * Programs begin to listen when they please, and nobody tells: a probe that misses something is repeated after these
 * pauses, and then no more until somebody points at the container or opens it.
 */
const pauses = [10_500, 20_000, 30_000, 60_000, 180_000];

/** A probe that failed is repeated after these, and then no more until something about the container changes. */
const pausesAfterFailure = [2_000, 10_000, 60_000];

/** A container that is still only created after so many milliseconds may be one that could not be started. */
const settling = 1_500;

/** Problems that end when a program begins to listen, of which no event tells. */
const isOfSockets: ReadonlySet<string> = new Set(["nothing-listens", "wrong-protocol", "loopback-only"]);

type Take = (source: ProbeSource, container: Container, signal: AbortSignal) => Promise<ContainerProbe>;

/** Hears of every probe: what it told, or undefined where the engine gave no answer; whether other things are known. */
type ProbeListener = (
  live: LiveInventory,
  container: Container,
  probe: ContainerProbe | undefined,
  isNews: boolean,
) => void;

/** What is known of one container, and what is under way. */
class ProbeState {
  /** The last complete probe, and when it ended. */
  taken: { readonly probe: ContainerProbe; readonly at: number } | undefined;
  /** What is shown until a complete probe has ended: one in the background, or what was true a moment ago. */
  meanwhile: ContainerProbe | undefined;
  pending: Promise<ContainerProbe | undefined> | undefined;
  /** Whether it was checked in the background as it is. */
  isChecked = false;
  /** How often a probe was repeated because something was missing. */
  rounds = 0;
  /** Takes back the repetition that is waited for. */
  cancelDue: (() => void) | undefined;
  /** How often what was known was outdated: a probe that began before the last time is out of date. */
  private outdatings = 0;

  get known(): ContainerProbe | undefined {
    return this.taken?.probe ?? this.meanwhile;
  }

  outdate(): void {
    this.meanwhile = this.known;
    this.taken = undefined;
    this.pending = undefined;
    this.isChecked = false;
    this.rounds = 0;
    this.outdatings++;
  }

  /** Tells later whether what was known has been outdated since. */
  outdatedSince(): () => boolean {
    const now = this.outdatings;
    return () => this.outdatings !== now;
  }
}

/**
 * The probes of containers: complete ones of those that somebody opened or pointed at, and less of others in the
 * background. A probe is remembered by the container, which is another object as soon as anything about it changes.
 */
export class ContainerProbes {
  private readonly states = new WeakMap<Container, ProbeState>();
  private readonly timers = new Timers();
  private readonly ending = new AbortController();
  private readonly listeners = new Set<ProbeListener>();

  constructor(
    private readonly machine: Machine,
    private readonly table: ProcessTable,
    private readonly log: Pick<Logger, "debug">,
  ) {}

  /** Called after each probe. */
  onDidProbe(listener: ProbeListener): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** What is known without asking. */
  known(container: Container): ContainerProbe | undefined {
    return this.states.get(container)?.known;
  }

  /** Whether the container failed, by what is known of it. */
  hasFailed(container: Container): boolean {
    return this.known(container)?.problems.some(isFailure) === true;
  }

  /** Whether the container was completely probed as it is. */
  isTaken(container: Container): boolean {
    return this.states.get(container)?.taken !== undefined;
  }

  /** Whether it was probed as it is, at least in the background. */
  isChecked(container: Container): boolean {
    const state = this.states.get(container);
    return state !== undefined && (state.isChecked || state.taken !== undefined);
  }

  /** Lets what was known of a container be shown until it was probed as it is now. */
  inherit(before: Container, after: Container): void {
    const known = this.known(before);
    if (known !== undefined && isSameRun(before, after)) this.state(after).meanwhile = known;
  }

  /** Probes, unless that has been done within so many milliseconds; undefined where the engine could not be asked. */
  async probe(live: LiveInventory, container: Container, within = Infinity): Promise<ContainerProbe | undefined> {
    const { taken, pending } = this.state(container);
    if (taken !== undefined && performance.now() - taken.at <= within) return taken.probe;
    return pending ?? this.probeNow(live, container);
  }

  /** Checks in the background what has not been probed as it is. */
  async check(live: LiveInventory, container: Container): Promise<void> {
    const state = this.state(container);
    if (this.isChecked(container) || state.pending !== undefined) return;
    state.isChecked = true;
    // Most containers that have been created are started in a moment.
    if (container.state === "created") await this.timers.pause(settling);
    await this.checkAgain(live, container);
  }

  /** Checks in the background, whatever is known; unless it is not listed like this any more. */
  async checkAgain(live: LiveInventory, container: Container): Promise<void> {
    if (live.inventory.containers.get(container.id) !== container) return;
    const state = this.state(container);
    state.isChecked = true;
    const { known: before, taken } = state;
    const isPast = state.outdatedSince();
    const probe = await this.take(live, container, probeInBackground);
    // A complete probe knows more.
    if (isPast() || state.taken !== taken) return;
    if (probe === undefined) state.isChecked = false;
    else if (!isBlind(probe, before) && (taken === undefined || isNews(taken.probe.problems, probe.problems))) {
      state.taken = undefined;
      state.meanwhile = probe;
    }
    this.tell(live, container, probe, isNews(shownOf(before), shownOf(state.known)));
  }

  /** What was found may be otherwise now: it stays shown until the next probe. */
  outdate(container: Container): void {
    this.state(container).outdate();
  }

  /**
   * Calls back when it is time to probe again a container of which something was missing, or which could not be probed
   * (undefined): a few times, ever more seldom, and then again and again after so many milliseconds, where that is said.
   * What was waited for before is not waited for any more.
   */
  whenDue(container: Container, probe: ContainerProbe | undefined, due: () => void, lastly?: number): void {
    const state = this.state(container);
    const missing = probe?.problems.some(({ kind }) => isOfSockets.has(kind)) === true;
    const rounds = probe === undefined ? pausesAfterFailure : probe.young || missing ? pauses : [];
    const pause = rounds[state.rounds] ?? (missing ? lastly : undefined);
    if (pause === undefined || this.ending.signal.aborted) return;
    state.cancelDue?.();
    state.cancelDue = this.timers.after(pause, () => {
      state.cancelDue = undefined;
      state.rounds++;
      due();
    });
  }

  dispose(): void {
    this.ending.abort();
    this.timers.stop();
    this.listeners.clear();
  }

  private state(container: Container): ProbeState {
    let state = this.states.get(container);
    if (state === undefined) this.states.set(container, (state = new ProbeState()));
    return state;
  }

  private async probeNow(live: LiveInventory, container: Container): Promise<ContainerProbe | undefined> {
    const state = this.state(container);
    const before = state.known;
    const isPast = state.outdatedSince();
    const pending = this.take(live, container, probeContainer);
    state.pending = pending;
    const probe = await pending;
    if (isPast()) return probe;
    state.pending = undefined;
    if (probe !== undefined) state.taken = { probe, at: performance.now() };
    const now = state.known;
    this.tell(live, container, probe, isNews(shownOf(before), shownOf(now)));
    return probe;
  }

  private tell(live: LiveInventory, container: Container, probe: ContainerProbe | undefined, news: boolean): void {
    for (const listener of [...this.listeners]) listener(live, container, probe, news);
  }

  private async take(live: LiveInventory, container: Container, take: Take) {
    const { status, inventory } = live;
    if (status.kind !== "ready") return undefined;
    const { engine, facts } = status;
    const source = { engine, facts, machine: this.machine, table: this.table, inventory };
    try {
      const probe = withLastRun(this.known(container), await take(source, container, this.ending.signal));
      // A stopped container that is connected to a network, or disconnected, sends no event (engine 20.10.24).
      if (isElsewhere(container, probe)) live.doubt(container.id);
      return probe;
    } catch (error) {
      // What the list says stays shown; an engine that does not answer is said by the tree as a whole.
      this.log.debug(`${container.name}: ${faultFrom(error).detail}`);
      return undefined;
    }
  }
}

/** What was found inside a container that runs elsewhere is not seen from here. */
function isBlind({ isHere }: ContainerProbe, before: ContainerProbe | undefined): boolean {
  return isHere === false && before?.problems.some(({ kind }) => isOfSockets.has(kind)) === true;
}

/** What views show of it. */
function shownOf(probe: ContainerProbe | undefined): unknown {
  return [probe?.problems ?? [], probe?.listening ?? []];
}

/** Values that are made by the same code have their members in the same order. */
function isNews(before: unknown, now: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(now);
}

/** A program that fails again and again is now between two runs, now in one of them. */
function isSameRun(before: Container, after: Container): boolean {
  const looping = ({ state }: Container): boolean => state === "restarting" || state === "running";
  return before.state === after.state || (looping(before) && looping(after));
}

/** What the last run of a program failed for holds until the next one has lived for a while. */
function withLastRun(before: ContainerProbe | undefined, now: ContainerProbe): ContainerProbe {
  if (!now.young) return now;
  const failures = before?.problems.filter(({ kind }) => kind === "crash-loop" || kind === "port-taken") ?? [];
  return failures.length === 0 ? now : { ...now, problems: [...failures, ...now.problems] };
}

/** Whether it is in other networks than the list has it in. Both come sorted by name. */
function isElsewhere({ attachments }: Container, { networks }: ContainerProbe): boolean {
  return networks.join("\n") !== attachments.map(({ network }) => network).join("\n");
}
