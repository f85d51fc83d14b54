import { readContainerFile } from "../docker/api/containerFile";
import { isAtLeast } from "../../../shared/engineKind";
import type { EngineFacts } from "../docker/api/engineFacts";
import { faultFrom } from "../docker/fault";
import { isUp, type Container } from "../docker/inventory/container";
import { namespaceOwner, type Inventory } from "../docker/inventory/inventory";
import { namespaceFaultText, NamespaceError } from "../netns/read/fault";
import { readFirewall, readSwitches, type FirewallTexts } from "../netns/read/firewall";
import { hostProcesses } from "../netns/read/hostProcess";
import type { Prober } from "../netns/read/prober";
import type { ReadRequest } from "../netns/read/request";
import { socketFiles } from "../netns/parse/procSockets";
import { parseIptablesSave } from "./path/firewall/parse";
import type { Firewall } from "./path/firewall/rules";
import { parseHosts } from "./path/hostsFile";
import type { Forwarding, HostsEntry, PathSnapshot, PlaceReading, Unread } from "./path/model";
import { dnsOf, host, readSubjects, type Side, type Subject } from "./readSubjects";

/** What a path needs of each namespace: routes and sockets, and which program holds a socket of the host. */
const request: ReadRequest = {
  depth: "quick",
  procNet: socketFiles,
  ownersOfHost: true,
  resolvConf: true,
};

/**
 * Reads what paths are derived from: the host's namespace with its firewall, and those of these containers, or of all
 * that run, with what they know of names. Read-only; nothing is run in a container where /proc tells it. Throws
 * NamespaceError where the engine itself fails.
 */
export async function readPathSnapshot(
  prober: Prober,
  inventory: Inventory,
  facts: EngineFacts,
  about?: readonly string[],
  signal?: AbortSignal,
): Promise<PathSnapshot> {
  const up = [...inventory.containers.values()].filter(isUp);
  const wanted = about === undefined ? up : withOwners(inventory, about).filter(isUp);
  const subjects: Subject[] = wanted.map(({ id }) => ({ kind: "container", id }));
  const [hostSide, ...sides] = await readSubjects(prober, inventory, [host, ...subjects], request, { signal });
  const names = new Map(
    await Promise.all(up.map(async (each) => [each.id, await networkNamesOf(prober, each, signal)] as const)),
  );
  const containers = await Promise.all(
    sides.map(async (side, at) => {
      const container = wanted[at] ?? side.container;
      if (container === undefined) throw new Error("A side was read that nobody asked for.");
      const hosts = await hostsOf(prober, container, signal);
      return [container.id, { ...readingOf(side), hosts, networkNames: names.get(container.id) }] as const;
    }),
  );
  const others = up.flatMap(({ id }) =>
    wanted.some((each) => each.id === id) ? [] : [[id, { networkNames: names.get(id) }] as const],
  );
  return {
    inventory,
    engine: {
      desktop: facts.desktop,
      rootless: facts.rootless,
      udpAnswers: udpAnswersOf(facts),
      names: namesOf(facts),
    },
    host: hostSide === undefined ? {} : { ...readingOf(hostSide), hosts: await hostsOfHost(prober) },
    containers: new Map<string, PlaceReading>([...containers, ...others]),
    ...(await readKernel(prober, up, facts, signal)),
  };
}

/** Each container with the one whose namespace it shares. */
function withOwners(inventory: Inventory, ids: readonly string[]): Container[] {
  const found = ids.flatMap((id) => inventory.containers.get(id) ?? []);
  return [...new Set(found.flatMap((each) => [each, namespaceOwner(inventory, each)]))];
}

function readingOf(side: Side): PlaceReading {
  return {
    namespace: side.namespace,
    refusal: side.fault === undefined ? undefined : namespaceFaultText(side.fault),
    dns: dnsOf(side),
    orphaned: side.orphaned,
  };
}

async function networkNamesOf({ engine }: Prober, { id }: Container, signal: AbortSignal | undefined) {
  try {
    return (await engine.inspectContainer(id, signal)).networkNames;
  } catch (error) {
    endIfCancelled(error);
    return undefined;
  }
}

/** A container's /etc/hosts as the engine hands it out: a link in an image would lead to a file of this machine. */
async function hostsOf({ engine }: Prober, { id }: Container, signal: AbortSignal | undefined) {
  try {
    return parseHosts(await readContainerFile(engine.connection, id, "/etc/hosts", signal));
  } catch (error) {
    endIfCancelled(error);
    return undefined;
  }
}

/** What is not known of one container does not end the reading of all. */
function endIfCancelled(error: unknown): void {
  const fault = faultFrom(error);
  if (fault.kind === "cancelled") throw new NamespaceError({ kind: "engine", fault });
}

async function hostsOfHost({ machine }: Prober): Promise<readonly HostsEntry[] | undefined> {
  const text = await machine.read("/etc/hosts");
  return text === undefined ? undefined : parseHosts(text);
}

/** The firewall and the switches of the host's kernel, by way of a process that is proven to be in its namespace. */
async function readKernel(
  { engine, machine }: Prober,
  up: readonly Container[],
  facts: EngineFacts,
  signal: AbortSignal | undefined,
): Promise<Pick<PathSnapshot, "firewall" | "forwarding">> {
  for await (const { pid } of hostProcesses(engine, machine, up, facts, signal)) {
    const [rules, switches] = await Promise.all([
      readFirewall(machine, pid, signal),
      readSwitches(machine, pid, signal),
    ]);
    const unread: Unread = { unread: machine.privileged ? "failed" : "not-root" };
    return {
      firewall: rules === undefined ? unread : firewallFrom(rules),
      forwarding: switches === undefined ? unread : forwardingFrom(switches),
    };
  }
  return { firewall: { unread: "elsewhere" }, forwarding: { unread: "elsewhere" } };
}

function firewallFrom({ inet, inet6, tables }: FirewallTexts): Firewall {
  return { inet: parseIptablesSave(inet), inet6: parseIptablesSave(inet6), otherTables: otherTables(tables ?? "") };
}

/** Tables that iptables keeps in nftables, which `iptables-save` prints. */
const ofIptables = /^table (?:ip|ip6) (?:filter|nat|mangle|raw|security)$/u;

function otherTables(text: string): string[] {
  const tables = text.split("\n").filter((line) => line.startsWith("table "));
  return tables.filter((line) => !ofIptables.test(line.trim())).map((line) => line.trim().slice("table ".length));
}

function forwardingFrom(switches: ReadonlyMap<string, boolean>): Forwarding {
  const is = (name: string): boolean => switches.get(name) === true;
  return {
    inet: is("forward"),
    inet6: is("forward6"),
    bridged: { inet: is("bridged"), inet6: is("bridged6") },
  };
}

/** From where the engine's proxy answers UDP, for the versions of which it was measured. */
function udpAnswersOf(facts: EngineFacts): PathSnapshot["engine"]["udpAnswers"] {
  if (isAtLeast(facts, 28, 5) === true) return "from-called-address";
  return facts.version.startsWith("20.10.") ? "from-nearest-address" : undefined;
}

/** How the engine's name server goes through several networks, for the versions of which it was measured. */
function namesOf(facts: EngineFacts): PathSnapshot["engine"]["names"] {
  if (isAtLeast(facts, 28, 5) === true) return "by-network";
  return facts.version.startsWith("20.10.") ? "by-family" : undefined;
}
