import type { Engine } from "../api/engine";
import type { EngineFacts } from "../api/engineFacts";
import type { EngineEvent } from "../api/events";
import { LaggingContainers, type UnlistedChanges } from "./laggingContainers";
import { LaggingTasks } from "./laggingTasks";
import { EngineError } from "../fault";
import {
  withContainers,
  withModes,
  withNetworks,
  withNewsOf,
  withoutLeader,
  withServices,
  type Inventory,
} from "./inventory";
import { podmanNetwork, PodmanNetworkRefresh } from "./podmanNetworks";
import { RefreshQueue } from "./refreshQueue";
import { swarmServicesFrom } from "./swarm";
import { askForSwarmNetworksLater } from "./swarmNetworks";
import { UnknownModes } from "./unknownModes";

/** What events told of containers and no list has shown yet. It outlives the connection on which it was told. */
export interface UnlistedNews {
  /** Containers that are listed as before, although something about them is another. */
  readonly changed: Set<string>;
  /** Containers that are listed as they were before a change. */
  readonly unlisted: UnlistedChanges;
}

/** What the lists work on and whom they tell. */
export interface ListsOwner {
  inventory: Inventory;
  readonly news: UnlistedNews;
  /** After each answer; `complete` once every list has been answered since the lists were opened or asked anew. */
  learned(complete: boolean): void;
  failed(error: unknown): void;
  /** The engine's place in a swarm is another than its facts say: as a manager's news tells, or a refusal. */
  outdated(because: "news" | "refusal"): void;
}

type ListName = "containers" | "networks" | "services";

/** The lists of one connection to an engine, kept true by its events. They end with the signal. */
export class EngineLists {
  private readonly owner: ListsOwner;
  private readonly queues = new Map<ListName, RefreshQueue>();
  private readonly unanswered = new Set<ListName>();
  private readonly lagging: LaggingContainers;
  private readonly tasks: LaggingTasks;
  private readonly modes: UnknownModes;
  /** Of an engine that does not tell of its networks. */
  private readonly networks: PodmanNetworkRefresh | undefined;

  constructor(engine: Engine, facts: EngineFacts, owner: ListsOwner, signal: AbortSignal, batchMilliseconds: number) {
    this.owner = owner;
    this.lagging = new LaggingContainers(
      (id) => this.queues.get("containers")?.changed(id),
      signal,
      owner.news.unlisted,
    );
    this.tasks = new LaggingTasks(() => this.queues.get("services")?.everythingSoon(), signal);
    const notify = (): void => owner.learned(this.unanswered.size === 0);
    this.modes = new UnknownModes(
      {
        inspect: async (id, during) => (await engine.inspectContainer(id, during)).mode,
        found: (modes) => {
          owner.inventory = withModes(owner.inventory, modes);
          notify();
        },
      },
      signal,
    );
    const podman = facts.product === "podman";
    const networksAgain = (): void => this.queues.get("networks")?.everythingSoon();
    if (podman) this.networks = new PodmanNetworkRefresh(networksAgain, signal);
    if (facts.swarm === "manager" || facts.swarm === "worker") askForSwarmNetworksLater(networksAgain, signal);
    const add = (
      name: ListName,
      ask: (ids: readonly string[] | undefined, signal: AbortSignal) => Promise<readonly unknown[]>,
      learn: (asked: readonly string[] | undefined, records: readonly unknown[]) => Inventory,
    ): void => {
      const answered = (asked: readonly string[] | undefined, records: readonly unknown[]): void => {
        owner.inventory = learn(asked, records);
        if (name === "containers" && owner.news.changed.size > 0) {
          owner.inventory = withNewsOf(owner.inventory, owner.news.changed);
          owner.news.changed.clear();
        }
        if (asked === undefined) this.unanswered.delete(name);
        if (name === "containers") this.lagging.listed(owner.inventory, asked);
        if (name === "services") this.tasks.listed(owner.inventory);
        notify();
        if (name === "containers") this.modes.listed(owner.inventory);
      };
      const listener = { answered, failed: (error: unknown) => owner.failed(error) };
      const size = (): number => (name === "services" ? 0 : owner.inventory[name].size);
      this.queues.set(name, new RefreshQueue(ask, listener, signal, batchMilliseconds, size));
    };
    add(
      "containers",
      (ids, during) => engine.listContainers(ids, during),
      (asked, records) => withContainers(owner.inventory, asked, records),
    );
    add(
      "networks",
      (ids, during) => orNone(engine.listNetworks(ids, during)),
      (asked, records) => withNetworks(owner.inventory, asked, podman ? records.map(podmanNetwork) : records),
    );
    if (facts.swarm !== "manager") {
      // What an earlier manager told of its services is history.
      owner.inventory = withServices(owner.inventory, []);
      return;
    }
    add(
      "services",
      (_, during) =>
        unlessDismissed(
          Promise.all((["services", "tasks", "nodes"] as const).map((what) => engine.listSwarm(what, during))),
          () => owner.outdated("refusal"),
        ),
      (_, [services, tasks, nodes]) =>
        services === undefined
          ? withoutLeader(owner.inventory)
          : withServices(owner.inventory, swarmServicesFrom(list(services), list(tasks), list(nodes))),
    );
  }

  /** Lists everything, now. */
  everything(): void {
    for (const [name, queue] of this.queues) {
      this.unanswered.add(name);
      queue.everything();
    }
  }

  /** Asks for a container of which no event tells, although something shows that the list is out of date. */
  doubted(containerId: string): void {
    this.queues.get("containers")?.changed(containerId);
  }

  /** Asks for what an event says has changed. */
  heard(event: EngineEvent): void {
    const { type, action, containerId, networkId, concernsSwarm } = event;
    if (containerId !== undefined) {
      this.networks?.containerEvent(action);
      if (this.isNews(action, containerId)) this.owner.news.changed.add(containerId);
      this.lagging.containerEvent(event, containerId);
      this.queues.get("containers")?.changed(containerId);
    }
    if (networkId !== undefined) this.queues.get("networks")?.changed(networkId);
    if (concernsSwarm !== true) return;
    const services = this.queues.get("services");
    this.tasks.serviceEvent();
    services?.everythingSoon();
    // Managers alone tell of nodes and services, and one that was made a manager tells nothing else of that.
    if (services === undefined && (type === "node" || type === "service")) this.owner.outdated("news");
  }

  /**
   * A restart may be over before anything is asked. And where a start fails, the container is still listed as created,
   * word for word: that its network was taken from it again is all that tells (moby daemon/start.go, by experiment on
   * 20.10.24).
   */
  private isNews(action: string, id: string): boolean {
    if (action === "start" || action === "restart") return true;
    return action === "disconnect" && this.owner.inventory.containers.get(id)?.state === "created";
  }
}

/** A proxy before the engine may allow the list of containers and nothing else; what it keeps back is not shown. */
async function orNone(answer: Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof EngineError && error.fault.kind === "forbidden") return [];
    throw error;
  }
}

/**
 * A manager that left its swarm, or was demoted, tells nobody: it answers 503 from then on (engine 20.10.24). One whose
 * swarm has no leader does not answer for 20 s, then with 500 (20.10.24, 28.5.2): containers and networks are its own and
 * go on, and of services nothing is known, which is an empty answer.
 */
async function unlessDismissed(
  answer: Promise<readonly unknown[]>,
  dismissed: () => void,
): Promise<readonly unknown[]> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { kind, detail } = error.fault;
    if (kind === "timeout" || /does not have a leader|code = DeadlineExceeded/iu.test(detail)) return [];
    if (!/not a swarm manager/iu.test(detail)) throw error;
    dismissed();
    return [[], [], []];
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
