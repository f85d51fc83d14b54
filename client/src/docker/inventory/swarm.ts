import { portFrom, protocolFrom } from "../address";
import { sanitize } from "../sanitize";
import { record } from "../record";

/** A port that a Swarm service publishes: on every node (`ingress`) or on those that run a task of it (`host`). */
export interface SwarmPort {
  readonly published: number;
  readonly target: number;
  readonly protocol: string;
  readonly mode: "ingress" | "host";
}

/** One task of a service: a container somewhere in the swarm. */
export interface SwarmTask {
  readonly id: string;
  readonly serviceId: string;
  /** Its number among the replicas; 0 for a global service, of which each node has one. */
  readonly slot: number;
  readonly state: string;
  readonly error: string;
  readonly nodeId: string;
  /** The node's host name; empty while the task has no node. */
  readonly node: string;
  readonly containerId?: string;
}

/** A Swarm service with the tasks that it should have now. */
export interface SwarmService {
  readonly id: string;
  readonly name: string;
  readonly stack?: string;
  /** Undefined for a global service. */
  readonly replicas?: number;
  readonly ports: readonly SwarmPort[];
  readonly tasks: readonly SwarmTask[];
}

/** What `GET /services`, `/tasks` and `/nodes` of a manager say together (moby api/swagger.yaml). Sorted by name. */
export function swarmServicesFrom(
  services: readonly unknown[],
  tasks: readonly unknown[],
  nodes: readonly unknown[],
): SwarmService[] {
  const hostNames = new Map(nodes.map((node) => [text(node, "ID"), text(record(node).Description, "Hostname")]));
  const byService = new Map<string, SwarmTask[]>();
  for (const task of tasks.map((entry) => taskFrom(entry, hostNames))) {
    if (task === undefined) continue;
    const others = byService.get(task.serviceId);
    if (others === undefined) byService.set(task.serviceId, [task]);
    else others.push(task);
  }
  return services
    .flatMap((entry): SwarmService[] => {
      const id = text(entry, "ID");
      const specification = record(record(entry).Spec);
      if (id === "") return [];
      const stack = text(specification.Labels, "com.docker.stack.namespace");
      const { Replicas } = record(record(specification.Mode).Replicated);
      const own = byService.get(id) ?? [];
      return [
        {
          id,
          name: text(specification, "Name") || id,
          ...(stack === "" ? {} : { stack }),
          ...(typeof Replicas === "number" ? { replicas: Replicas } : {}),
          ports: portsFrom(record(record(entry).Endpoint).Ports),
          tasks: own.sort((a, b) => a.slot - b.slot || (a.id < b.id ? -1 : 1)),
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Tasks that the swarm has given up are history, and left out. */
function taskFrom(entry: unknown, hostNames: ReadonlyMap<string, string>): SwarmTask | undefined {
  const { Slot, Status, DesiredState } = record(entry);
  const id = text(entry, "ID");
  if (id === "" || DesiredState === "shutdown" || DesiredState === "remove" || DesiredState === "orphaned") {
    return undefined;
  }
  const nodeId = text(entry, "NodeID");
  const containerId = text(record(Status).ContainerStatus, "ContainerID");
  return {
    id,
    serviceId: text(entry, "ServiceID"),
    slot: typeof Slot === "number" ? Slot : 0,
    state: text(Status, "State"),
    error: text(Status, "Err"),
    nodeId,
    node: hostNames.get(nodeId) ?? "",
    ...(containerId === "" ? {} : { containerId }),
  };
}

function portsFrom(ports: unknown): SwarmPort[] {
  return (Array.isArray(ports) ? ports : []).flatMap((port): SwarmPort[] => {
    const { PublishedPort, TargetPort, PublishMode, Protocol } = record(port);
    const published = portFrom(PublishedPort);
    const target = portFrom(TargetPort);
    const protocol = protocolFrom(Protocol);
    if (published === undefined || target === undefined || protocol === undefined) return [];
    return [{ published, target, protocol, mode: PublishMode === "host" ? "host" : "ingress" }];
  });
}

function text(value: unknown, name: string): string {
  const found = record(value)[name];
  return typeof found === "string" ? sanitize(found) : "";
}
