import type { Service } from "../../compose/model/service";
import type { NetworkModel } from "../model";
import { knownPorts } from "../ports/knownPorts";
import { commonNetworks } from "./reachable";

/** A name by which one service reaches another, and a port at which that one answers. */
export interface Callable {
  readonly name: string;
  /** Undefined where nothing says one. */
  readonly port: number | undefined;
  readonly target: Service;
  /**
   * `network`: Docker's DNS knows the name there. `together`: both run in one namespace. `published`: the caller runs in the
   * host's, where the port is published. `gateway`: the target does, and the caller asks for the host's address by a name.
   */
  readonly by: "network" | "together" | "published" | "gateway";
  /** The network that both are on, where that is how. */
  readonly network?: string;
  /** Whether it is another name than the service's own. */
  readonly isAlias: boolean;
  /** What says the port. */
  readonly from?: "ports" | "expose" | "settings" | "image";
}

/** The ports of one service that are told: nobody picks from more. */
const mostPorts = 4;
const gateway = "host.docker.internal";

/** Everything that a service is certain to reach of the others in its project, by name and port. */
export function* callableFrom(caller: Service, network: NetworkModel): Generator<Callable> {
  const from = network.namespaceOf(caller);
  if (from.owner === undefined) return;
  const asksForHost = [from.owner, caller].some(({ extraHosts }) => extraHosts.some(({ key }) => key === gateway));
  for (const target of network.project.services.values()) {
    if (target === caller) continue;
    const to = network.namespaceOf(target);
    if (to.owner === undefined) continue;
    const isTogether = from.owner === to.owner || (from.kind === "host" && to.kind === "host");
    if (isTogether) yield* at("localhost", target, "together");
    else if (from.kind === "host") yield* published(target, network);
    else if (to.kind === "host" && from.kind === "networks" && asksForHost) yield* at(gateway, target, "gateway");
    else yield* onNetworks(caller, target, network);
  }
}

function* at(
  name: string,
  target: Service,
  by: Callable["by"],
  network?: string,
  isAlias = false,
): Generator<Callable> {
  const how = { name, target, by, isAlias, ...(network !== undefined && { network }) };
  const ports = knownPorts(target).slice(0, mostPorts);
  for (const { port, from } of ports) yield { ...how, port, from };
  // Where neither shares a name, a name alone says nothing.
  if (ports.length === 0 && by === "network") yield { ...how, port: undefined };
}

function* onNetworks(caller: Service, target: Service, network: NetworkModel): Generator<Callable> {
  const common = commonNetworks(caller, target, network);
  const [first] = common;
  if (first === undefined) return;
  yield* at(target.name, target, "network", first);
  const names = new Set<string>();
  for (const { value } of target.networks?.value ?? []) {
    if (common.includes(value.network)) for (const alias of value.aliases) names.add(alias.value);
  }
  for (const { value } of caller.links) {
    const [linked, alias] = value.split(":");
    if (linked === target.name && alias !== undefined && alias !== "") names.add(alias);
  }
  names.delete(target.name);
  for (const name of names) yield* at(name, target, "network", first, true);
}

function* published(target: Service, network: NetworkModel): Generator<Callable> {
  for (const { by, ports, protocol, address, picks } of network.claimsOf(target)) {
    const isOnLoopback = address.kind !== "one" || address.address === "127.0.0.1";
    if (by !== "publish" || picks || protocol !== "tcp" || ports.first !== ports.last || !isOnLoopback) continue;
    yield { name: "localhost", port: ports.first, target, by: "published", isAlias: false, from: "ports" };
  }
}
