import type { Endpoint } from "../docker/endpoint/endpoint";
import { isUp, type Container } from "../docker/inventory/container";
import type { EngineSession, EngineSet } from "../docker/inventory/engineSet";
import { diffInventory, namespaceOwner, type Inventory } from "../docker/inventory/inventory";
import type { LiveInventory } from "../docker/inventory/liveInventory";
import type { ContainerProbe } from "../insight/containerProbe";
import { mayHaveLostNetwork } from "../insight/deadNamespace";
import { mayLackName } from "../insight/namesElsewhere";
import type { Problem } from "../insight/problems";
import { callersConcerned } from "./callersConcerned";
import type { ContainerProbes } from "./containerProbes";
import { PacedQueue, type Pace } from "./pacedQueue";
import { suspectsAmong } from "./suspects";
import { Timers } from "./timers";

/** Of each engine, the ports of the first 100 containers are checked at once, then those of 20 a second at most. */
const usualPace: Pace = { atOnce: 100, perSecond: 20, share: 0.1 };

/** A problem that is shown is looked at again after so many milliseconds, again and again while it is watched. */
const shownPause = 180_000;

/** Where none of so many containers is a process of this machine, the engine runs elsewhere, and nothing can be seen. */
const enoughElsewhere = 5;

/** On an engine with no more containers than so many, it is also looked what listens where nothing is published. */
const fewEnough = 100;

/** So many containers are probed completely after a change, since nothing less would tell what is shown of them. */
const mostComplete = 20;

/** Which containers somebody looks at. */
export type Interest = (container: Container) => boolean;

/** Hears that other problems are known of a container: it is as it is listed now, or as it was where it is gone. */
type ProblemListener = (session: EngineSession, container: Container) => void;

/** What is followed of one engine. */
interface Followed {
  inventory: Inventory;
  isReady: boolean;
  readonly queue: PacedQueue;
  /** How many containers were seen to run elsewhere; 0 once one was seen to run here. */
  elsewhere: number;
  isHere: boolean;
}

/** What the monitor needs of the outside. */
export interface MonitorOptions {
  /** Whether the ports of an engine's containers may be checked although nobody asks. */
  checksPorts(endpoint: Endpoint): boolean;
  readonly pace?: Pace;
}

/**
 * What is wrong with the containers of all engines, found without being asked while somebody watches: what failed, who
 * lost a network, who calls a name in vain, and of this machine's containers every port that is published in vain. Looks once, then after events
 * and, while a problem is shown, now and then. Runs nothing in any container.
 */
export class ContainerMonitor {
  private readonly interests = new Set<Interest>();
  private readonly followed = new Map<EngineSession, Followed>();
  private readonly listeners = new Set<ProblemListener>();
  private readonly timers = new Timers();
  /** Those that are to be checked although they have been, as they are. */
  private readonly again = new WeakSet<Container>();
  private readonly registrations: readonly { dispose(): void }[];

  constructor(
    private readonly engines: EngineSet,
    /** What is known of each container, for those who want to know more of one. */
    readonly probes: ContainerProbes,
    private readonly options: MonitorOptions,
  ) {
    this.registrations = [
      engines.onDidChange((session) => this.follow(session)),
      probes.onDidProbe((live, container, probe, isNews) => this.probed(live, container, probe, isNews)),
    ];
    this.follow(undefined);
  }

  /** What is known to be wrong with a container; nothing where nobody has looked. */
  problemsOf(container: Container): readonly Problem[] {
    return this.probes.known(container)?.problems ?? [];
  }

  /** Called when other problems are known of a container, however they were found. */
  onDidChange(listener: ProblemListener): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Watches these containers, as they are listed at each moment, until disposed. Connects to nothing. */
  watch(interest: Interest): { dispose(): void } {
    // The same function may be handed in twice.
    const own: Interest = (container) => interest(container);
    // What somebody else watches has been looked at.
    const isNew = (container: Container): boolean => own(container) && !this.isWatched(container);
    const found = this.engines.sessions.map((session) => [session, containersOf(session).filter(isNew)] as const);
    this.interests.add(own);
    for (const [session, containers] of found) this.look(session, containers);
    return { dispose: () => this.interests.delete(own) };
  }

  /** Looks again at all that is watched, as when the user asks for a refresh. */
  lookAgain(): void {
    for (const session of this.engines.sessions) {
      const containers = containersOf(session);
      for (const container of containers) this.probes.outdate(container);
      this.of(session).elsewhere = 0;
      this.look(session, containers);
    }
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
    for (const { queue } of this.followed.values()) queue.clear();
    this.timers.stop();
    this.interests.clear();
    this.listeners.clear();
  }

  private of(session: EngineSession): Followed {
    const known = this.followed.get(session);
    if (known !== undefined) return known;
    const { live } = session;
    const run = async (id: string): Promise<void> => {
      const container = live.inventory.containers.get(id);
      if (container === undefined || !this.isWatched(container) || live.status.kind !== "ready") return;
      if (this.again.delete(container) || this.shownOf(container) > 0) await this.probes.checkAgain(live, container);
      else await this.probes.check(live, container);
    };
    const queue = new PacedQueue(run, this.options.pace ?? usualPace, this.timers);
    const isReady = live.status.kind === "ready";
    const followed = { inventory: live.inventory, isReady, queue, elsewhere: 0, isHere: false };
    this.followed.set(session, followed);
    return followed;
  }

  private follow(session: EngineSession | undefined): void {
    if (session === undefined) {
      const { sessions } = this.engines;
      for (const gone of [...this.followed.keys()].filter((each) => !sessions.includes(each))) {
        this.followed.get(gone)?.queue.clear();
        this.followed.delete(gone);
      }
      for (const each of sessions) this.of(each);
      return;
    }
    const followed = this.of(session);
    const { inventory, status } = session.live;
    const { inventory: before, isReady: wasReady } = followed;
    followed.inventory = inventory;
    followed.isReady = status.kind === "ready";
    const { added, changed, removed } = diffInventory(before, inventory);
    const orphans = this.adopt(session, before, changed, removed);
    if (!followed.isReady) followed.queue.clear();
    else if (wasReady) {
      const callers = this.doubt(before, inventory, [...added, ...changed, ...removed]);
      const news = [...added, ...changed].flatMap((id) => inventory.containers.get(id) ?? []);
      this.look(session, [...news, ...orphans, ...callers], true);
    } else {
      // Another engine may answer there now.
      followed.elsewhere = 0;
      followed.isHere = false;
      this.look(session, containersOf(session));
    }
  }

  /** What is known of a container holds for a moment longer; who lives in its network may have lost it. */
  private adopt(
    session: EngineSession,
    before: Inventory,
    changed: readonly string[],
    removed: readonly string[],
  ): readonly Container[] {
    const { inventory } = session.live;
    for (const id of changed) {
      const [old, now] = [before.containers.get(id), inventory.containers.get(id)];
      if (old === undefined || now === undefined) continue;
      this.probes.inherit(old, now);
      if (this.shownOf(old) !== this.shownOf(now)) this.tell(session, now);
    }
    for (const id of removed) {
      const old = before.containers.get(id);
      if (old !== undefined && this.shownOf(old) > 0) this.tell(session, old);
    }
    const others = new Set([...changed, ...removed]);
    if (others.size === 0) return [];
    const orphans = [...inventory.containers.values()].filter(
      (container) => container.mode.kind === "container" && others.has(namespaceOwner(before, container).id),
    );
    for (const container of orphans) this.probes.outdate(container);
    return orphans;
  }

  /** Who calls a name that is elsewhere now, or not any more, is looked at again. */
  private doubt(before: Inventory, after: Inventory, ids: readonly string[]): readonly Container[] {
    if (this.interests.size === 0) return [];
    const callers = callersConcerned(before, after, ids, (container) => this.probes.known(container));
    for (const container of callers) this.probes.outdate(container);
    return callers;
  }

  /** Looks at those of them that are watched: at a few that seem to have failed at once, at ports at a pace. */
  private look(session: EngineSession, containers: readonly Container[], urgent = false): void {
    const { live } = session;
    if (live.status.kind !== "ready" || this.interests.size === 0) return;
    const watched = containers.filter((container) => this.isWatched(container));
    for (const container of suspectsAmong(live.inventory, watched)) void this.probes.check(live, container);
    const { queue } = this.of(session);
    let complete = 0;
    for (const container of watched) {
      const known = this.probes.known(container);
      const isShown = this.shownOf(container) > 0;
      if (isShown && known?.isHere === false) {
        // It was found inside the container, when somebody looked.
        complete += 1;
        if (complete <= mostComplete) void this.probes.probe(live, container);
      } else if (isShown || this.isCandidate(session, container)) queue.add(container.id, urgent);
    }
  }

  private isCandidate(session: EngineSession, container: Container): boolean {
    if (!isUp(container) || this.probes.isChecked(container)) return false;
    const { endpoint, inventory } = session.live;
    if (endpoint === undefined || !this.options.checksPorts(endpoint)) return false;
    const mayBeHere = this.of(session).elsewhere < enoughElsewhere;
    const mayTell = container.published.length > 0 || mayHaveLostNetwork(inventory, container);
    if (mayBeHere && (mayTell || showsListeners(inventory, container))) return true;
    // An inspection tells, wherever the engine runs.
    return mayLackName(inventory, container);
  }

  private probed(live: LiveInventory, container: Container, probe: ContainerProbe | undefined, isNews: boolean): void {
    const session = this.engines.sessions.find((each) => each.live === live);
    if (session === undefined) return;
    if (probe?.isHere !== undefined) this.place(session, probe.isHere);
    if (live.inventory.containers.get(container.id) === container && probe?.isHere !== false) {
      this.probes.whenDue(container, probe, () => this.due(session, container), shownPause);
    }
    if (isNews) this.tell(session, container);
  }

  private place(session: EngineSession, isHere: boolean): void {
    const followed = this.of(session);
    if (isHere) followed.isHere = true;
    followed.elsewhere = followed.isHere ? 0 : followed.elsewhere + 1;
    if (followed.elsewhere !== enoughElsewhere) return;
    followed.queue.clear();
    this.look(session, containersOf(session));
  }

  private due(session: EngineSession, container: Container): void {
    const isThere = session.live.inventory.containers.get(container.id) === container;
    if (!isThere || !this.isWatched(container)) return;
    this.again.add(container);
    this.of(session).queue.add(container.id, true);
  }

  private isWatched(container: Container): boolean {
    // Asked of each container of each list, which may be ten thousand.
    for (const interest of this.interests) if (interest(container)) return true;
    return false;
  }

  private shownOf(container: Container): number {
    return this.problemsOf(container).length;
  }

  private tell(session: EngineSession, container: Container): void {
    for (const listener of [...this.listeners]) listener(session, container);
  }
}

/** Whether its line says what it listens on: `host :80`, or `80 listens, not published`. */
function showsListeners({ containers }: Inventory, { mode }: Container): boolean {
  return mode.kind === "host" || (mode.kind === "network" && containers.size <= fewEnough);
}

function containersOf({ live }: EngineSession): readonly Container[] {
  return [...live.inventory.containers.values()];
}
