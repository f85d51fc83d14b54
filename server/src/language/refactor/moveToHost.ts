import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { TextChange } from "../../linter/fix";
import { hostModeClaims } from "../../network/ports/claims";
import type { NetworkModel } from "../../network/model";
import { askForGateway, asksForGateway, gateway } from "../../rules/fixes/hostGateway";
import { networksWithoutPublish } from "../../network/ports/publishingNetworks";
import { publishedFor } from "../../rules/wording/unresolved";
import { type Call, callsOf, portOf, redirect } from "./calls";
import { listed } from "../../linter/listed";
import { attributePair, writtenInPlace } from "../../linter/place";
import { removeItem, removePair } from "../../rules/fixes/edits";
import type { DocumentOf } from "../symbols/symbols";
import { addToList, mustBeInOneFile, mustBeWrittenHere, rewriteEntry } from "./entries";
import { HostPorts, type SeenPorts } from "./ports";
import { needed, type Refactoring, refactoring, Refused } from "./refactoring";

/** Attributes that host mode discards or refuses (docs/docker-behaviour.md#host-mode-ports). */
const away = ["network_mode", "networks", "ports", "links", "mac_address"];

/**
 * Moves a service into the host's network: its ports and networks go, it calls others by ports that they publish on the host's
 * loopback address, and others call it by `host.docker.internal`. `seen`: what it listens on where it runs.
 */
export function moveToHost(
  service: Service,
  network: NetworkModel,
  documentOf: DocumentOf,
  seen: SeenPorts = new Map(),
): Refactoring {
  return refactoring(say`Move ${service.name} to the host network`, () => {
    checkMovable(service, network);
    mustBeInOneFile(service, network.project, documentOf);
    const movers = [service, ...network.sharersOf(service)];
    const ports = new HostPorts(network, movers);
    checkPorts(movers, ports, seen);
    return [
      ...rewriteEntry(service, away, [{ key: "network_mode", text: "host" }]),
      ...outgoing(movers, network, ports),
      ...unlink(movers, network),
      ...incoming(movers, network),
    ];
  });
}

function checkMovable(service: Service, network: NetworkModel): void {
  const { name, networkMode, ports, networks, links, macAddress, deploy, replicas, provided } = service;
  const { kind, owner } = network.namespaceOf(service);
  if (kind === "host") throw new Refused(say`${name} is in the host's network already.`);
  if ((kind !== "networks" && kind !== "default-bridge") || owner !== service || provided) {
    throw new Refused(say`${name} has no network of its own that it could leave.`);
  }
  if (deploy.forSwarm !== "no") throw new Refused(say`${name} is for Swarm, which ignores \`network_mode\`.`);
  if ((replicas?.value ?? 1) > 1)
    throw new Refused(say`${name} has replicas, which cannot share the ports of one host.`);
  mustBeWrittenHere(service, "network_mode", networkMode === undefined ? [] : [networkMode.at]);
  mustBeWrittenHere(service, "ports", ports?.value.map(({ at }) => at) ?? []);
  mustBeWrittenHere(service, "networks", networks?.value.map(({ at }) => at) ?? []);
  mustBeWrittenHere(
    service,
    "links",
    links.map(({ at }) => at),
  );
  mustBeWrittenHere(service, "mac_address", macAddress === undefined ? [] : [macAddress.at]);
}

/** Who listens on a port that somebody else has on the host would not start; its own ports are taken from then on. */
function checkPorts(movers: readonly Service[], ports: HostPorts, seen: SeenPorts): void {
  for (const mover of movers) {
    const running = (seen.get(mover.name) ?? []).map(({ port }) => ({ first: port, last: port }));
    const wanted = [...hostModeClaims(mover).map((claim) => claim.ports), ...running];
    for (const { first } of wanted) {
      const holder = ports.holderOf(first);
      if (holder !== undefined) {
        throw new Refused(say`${mover.name} listens on port ${first}, which ${holder.name} has on the host.`);
      }
    }
    for (const each of wanted) ports.reserve(each, mover);
  }
}

/** Of the services that move: names no longer resolve, so that they call what others publish. */
function outgoing(movers: readonly Service[], network: NetworkModel, ports: HostPorts): TextChange[] {
  const added = new Map<string, number>();
  return callsOf(movers, network).flatMap((call): readonly TextChange[] => {
    const { target, port } = call;
    const { kind, owner = target } = network.namespaceOf(target);
    if (kind === "none" || kind === "unknown" || kind === "container") return [];
    if (port === undefined) throw withoutPort(call);
    if (kind === "host" || movers.includes(owner)) return redirect(call, "localhost", port);
    if (networksWithoutPublish(owner, network.project).length > 0) {
      throw new Refused(
        say`${call.caller.name} calls ${target.name}, and Docker publishes no port on its networks: put ${target.name} on another network first.`,
      );
    }
    const published = publishedFor(target, port, network) ?? added.get(`${owner.name}:${port}`);
    if (published !== undefined) return redirect(call, "localhost", published);
    const free = ports.take(port, owner);
    added.set(`${owner.name}:${port}`, free);
    return [addToList(owner, "ports", `"127.0.0.1:${free}:${port}"`), ...redirect(call, "localhost", free)];
  });
}

/** Of all others: the services that move are where the host is. */
function incoming(movers: readonly Service[], network: NetworkModel): TextChange[] {
  const others = [...network.project.services.values()].filter((each) => !movers.includes(each));
  const asking = new Set<Service>();
  mustMeanOne(others, movers, network);
  const byName = callsOf(others, network).flatMap((call): readonly TextChange[] => {
    const { caller, target, port } = call;
    const { kind, owner: holder } = network.namespaceOf(caller);
    if (!movers.includes(target) || holder === undefined || kind === "none" || kind === "container") return [];
    if (port === undefined) throw withoutPort(call);
    if (kind === "host") return redirect(call, "localhost", port);
    if (isClosedIn(holder, network)) {
      throw new Refused(
        say`${caller.name} calls ${target.name}, and its networks are internal: it cannot reach the host.`,
      );
    }
    const changes = redirect(call, gateway, port);
    if (asksForGateway(holder) || asking.has(holder)) return changes;
    asking.add(holder);
    const ask = needed(askForGateway(holder), say`\`extra_hosts\` of ${holder.name} has to be changed by hand.`);
    return [...changes, ask];
  });
  return [...byName, ...byPublishedPort(others, movers, network)];
}

/** A name that several services answer to leads to the others alone when one of them has left. */
function mustMeanOne(others: readonly Service[], movers: readonly Service[], network: NetworkModel): void {
  for (const caller of others) {
    for (const { name } of network.mentionsOf(caller)) {
      const called = network.servicesCalled(name);
      const [mover] = called.filter((each) => movers.includes(each));
      if (mover === undefined || called.length < 2) continue;
      throw new Refused(
        say`${caller.name} calls ${name}, which is a name of ${listed(called.map((each) => each.name))}.`,
      );
    }
  }
}

/** A link gives the name of what has an address of its own (docs/docker-behaviour.md#link-to-host). */
function unlink(movers: readonly Service[], { project }: NetworkModel): TextChange[] {
  const names = new Set(movers.map(({ name }) => name));
  return [...project.services.values()].flatMap((service) => {
    const away = service.links.filter(({ value }) => names.has(value.split(":")[0] ?? ""));
    const [first] = away;
    if (first === undefined || movers.includes(service)) return [];
    const by = say`\`links\` of ${service.name} has to be changed by hand first.`;
    if (away.some(({ at }) => !writtenInPlace(at))) throw new Refused(by);
    const whole = away.length === service.links.length ? attributePair(first.at, "links") : undefined;
    if (whole !== undefined) return [needed(removePair(whole), by)];
    return away.map(({ at }) => needed(removeItem(at.node), by));
  });
}

/** Who calls the host at a published port finds the program at its own one. */
function byPublishedPort(others: readonly Service[], movers: readonly Service[], network: NetworkModel): TextChange[] {
  const callers = new Set(others);
  return network.hostMentions.flatMap((mention): readonly TextChange[] => {
    const { service: caller, kind, name } = mention;
    const port = portOf(mention);
    if (!callers.has(caller) || port === undefined || (kind === "loopback" && !network.isOnHost(caller))) return [];
    const inside = movers.flatMap((mover) => behind(mover, port) ?? [])[0];
    return inside === undefined || inside === port ? [] : redirect({ caller, mention }, name, inside);
  });
}

function behind({ ports }: Service, port: number): number | undefined {
  for (const { value } of ports?.value ?? []) {
    const { published, target, protocol } = value;
    if (published === undefined || published === "ephemeral" || target === undefined || protocol !== "tcp") continue;
    if (published.last - published.first !== target.last - target.first) continue;
    if (published.first <= port && port <= published.last) return target.first + port - published.first;
  }
  return undefined;
}

function isClosedIn({ networks }: Service, { project }: NetworkModel): boolean {
  const joined = networks?.value.map(({ value }) => project.networks.get(value.network)) ?? [];
  return joined.length > 0 && joined.every((each) => each?.internal === true);
}

function withoutPort({ caller, target, mention }: Call): Refused {
  const where = mention.key === undefined ? "" : say` in \`${mention.key}\``;
  return new Refused(say`${caller.name} calls ${target.name}${where} without a port: write it first.`);
}
