import type { Container } from "../../docker/inventory/container";
import type { LiveInventory } from "../../docker/inventory/liveInventory";
import { faultFrom } from "../../docker/fault";
import { glanceAt, lookInto, type ContainerProbe } from "../../insight/containerProbe";
import { isFailure } from "../../insight/problems";
import type { ProbeSource } from "../../insight/probeSource";
import type { Machine } from "../../netns/read/machine";
import type { ProcessTable } from "../../netns/read/socketOwners";
import type { Logger } from "../../platform/logger";

/**
 * Programs begin to listen when they please, and nobody tells: a look that misses something is taken again after these
 * pauses, and then no more until somebody points at the container or opens it.
 */
const pauses = [10_500, 20_000, 30_000, 60_000, 180_000];

/** A look that failed is taken again after these, and then no more until something about the container changes. */
const pausesAfterFailure = [2_000, 10_000, 60_000];

/** A container that is still only created after so many milliseconds may be one that could not be started. */
const settling = 1_500;

type Take = (source: ProbeSource, container: Container, signal: AbortSignal) => Promise<ContainerProbe>;

/**
 * The closer looks at containers that somebody opened or pointed at, and glances at those that seem to be in trouble. A
 * look is remembered by the container, which is another object as soon as anything about it changes.
 */
export class ContainerProbes {
  private readonly taken = new WeakMap<Container, { readonly look: ContainerProbe; readonly at: number }>();
  /** What is shown until a look has been taken: a glance, or what was true a moment ago. */
  private readonly meanwhile = new WeakMap<Container, ContainerProbe>();
  private readonly pending = new WeakMap<Container, Promise<ContainerProbe | undefined>>();
  private readonly glanced = new WeakSet<Container>();
  private readonly rounds = new WeakMap<Container, number>();
  /** How often what was known of a container was outdated: a look that began before that tells of the past. */
  private readonly outdated = new WeakMap<Container, number>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly ending = new AbortController();

  constructor(
    private readonly machine: Machine,
    private readonly table: ProcessTable,
    private readonly log: Pick<Logger, "debug">,
  ) {}

  /** What is known without asking. */
  known(container: Container): ContainerProbe | undefined {
    return this.taken.get(container)?.look ?? this.meanwhile.get(container);
  }

  /** Whether the container failed, by what is known of it. */
  hasFailed(container: Container): boolean {
    return this.known(container)?.problems.some(isFailure) === true;
  }

  /** Whether a look has been taken at the container as it is. */
  isTaken(container: Container): boolean {
    return this.taken.has(container);
  }

  /** Lets what was known of a container be shown until a look at what it is now has been taken. */
  inherit(before: Container, after: Container): void {
    const known = this.known(before);
    if (known !== undefined && isSameRun(before, after)) this.meanwhile.set(after, known);
  }

  /** Looks, unless that has been done within so many milliseconds; undefined where the engine could not be asked. */
  async look(live: LiveInventory, container: Container, within = Infinity): Promise<ContainerProbe | undefined> {
    const known = this.taken.get(container);
    if (known !== undefined && performance.now() - known.at <= within) return known.look;
    return this.pending.get(container) ?? this.lookNow(live, container);
  }

  /** Looks only for trouble, once; undefined where that has been done, or where the engine could not be asked. */
  async glance(live: LiveInventory, container: Container): Promise<ContainerProbe | undefined> {
    if (this.glanced.has(container) || this.taken.has(container) || this.pending.has(container)) return undefined;
    this.glanced.add(container);
    // Most containers that have been created are started in a moment.
    if (container.state === "created") await this.pause(settling);
    if (live.inventory.containers.get(container.id) !== container) return undefined;
    const isPast = this.isPast(container);
    const look = await this.take(live, container, glanceAt);
    if (isPast()) return undefined;
    if (look === undefined) this.glanced.delete(container);
    else if (!this.taken.has(container)) this.meanwhile.set(container, look);
    return look;
  }

  /** What was looked at may be otherwise now: it stays shown until the next look. */
  outdate(container: Container): void {
    const known = this.known(container);
    if (known !== undefined) this.meanwhile.set(container, known);
    this.taken.delete(container);
    this.pending.delete(container);
    this.glanced.delete(container);
    this.rounds.delete(container);
    this.outdated.set(container, (this.outdated.get(container) ?? 0) + 1);
  }

  /**
   * Calls back when it is time to look again at a container of which something was missing, or which could not be looked
   * at (undefined), a few times at most.
   */
  whenDue(container: Container, look: ContainerProbe | undefined, due: () => void): void {
    const missing = look?.problems.some(({ kind }) => kind === "nothing-listens" || kind === "loopback-only");
    const round = this.rounds.get(container) ?? 0;
    const rounds = look === undefined ? pausesAfterFailure : look.young || missing === true ? pauses : [];
    const pause = rounds[round];
    if (pause === undefined || this.ending.signal.aborted) return;
    this.rounds.set(container, round + 1);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      due();
    }, pause);
    this.timers.add(timer);
  }

  dispose(): void {
    this.ending.abort();
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Never ends where this does. */
  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve();
      }, milliseconds);
      this.timers.add(timer);
    });
  }

  private async lookNow(live: LiveInventory, container: Container): Promise<ContainerProbe | undefined> {
    const isPast = this.isPast(container);
    const pending = this.take(live, container, lookInto);
    this.pending.set(container, pending);
    const look = await pending;
    if (isPast()) return look;
    this.pending.delete(container);
    if (look !== undefined) this.taken.set(container, { look, at: performance.now() });
    return look;
  }

  private isPast(container: Container): () => boolean {
    const now = this.outdated.get(container);
    return () => this.outdated.get(container) !== now;
  }

  private async take(live: LiveInventory, container: Container, take: Take) {
    const { status, inventory } = live;
    if (status.kind !== "ready") return undefined;
    const { engine, facts } = status;
    const source = { engine, facts, machine: this.machine, table: this.table, inventory };
    try {
      const look = withLastRun(this.known(container), await take(source, container, this.ending.signal));
      // A stopped container that is connected to a network, or disconnected, sends no event (engine 20.10.24).
      if (isElsewhere(container, look)) live.doubt(container.id);
      return look;
    } catch (error) {
      // What the list says stays shown; an engine that does not answer is said by the tree as a whole.
      this.log.debug(`${container.name}: ${faultFrom(error).detail}`);
      return undefined;
    }
  }
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
