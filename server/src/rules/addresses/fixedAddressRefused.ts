import { say, type Text } from "../../../../shared/text";
import type { EngineKind } from "../../../../shared/engineKind";
import { type NumberedAddress, readAddress, subnetText } from "../../../../shared/subnet";
import type { Network } from "../../compose/model/network";
import type { Project } from "../../compose/model/project";
import { coexist } from "../../network/ports/collisions";
import { type FixedAddress, fixedAddresses } from "../../network/addresses/fixedAddresses";
import { type KnownPool, poolsOf, poolWith, reservedAs } from "../../network/addresses/pools";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";
import { isGuess } from "../../compose/project/request";
import { mayComeFirst } from "./mayComeFirst";
import { addressWithoutSubnet } from "../wording/engineMessages";
import { isProjectForSwarm } from "../wording/forSwarm";

/**
 * The engine gives an address only from a subnet that the network has, and only once
 * (docs/docker-behaviour.md#fixed-address-subnet, docs/docker-behaviour.md#fixed-address-taken).
 */
export const fixedAddressRefused = defineRule({
  id: "fixed-address-refused",
  severity: "error",
  title: say`The engine cannot give a service the address that it asks for`,
  perProject: function* (project, engine): Generator<Finding> {
    const all = fixedAddresses(project);
    // Swarm ignores the address.
    if (all.length === 0 || isProjectForSwarm(project)) return;
    const first = new Map<string, FixedAddress[]>();
    for (const fixed of all) {
      const network = project.networks.get(fixed.network) ?? undeclaredDefault(fixed);
      if (network === undefined || network.external) continue;
      const key = `${fixed.network} ${fixed.address.family} ${fixed.address.number}`;
      const before = first.get(key) ?? [];
      first.set(key, [...before, fixed]);
      const found = refusal(fixed, network, project, engine) ?? taken(fixed, before, project);
      if (found !== undefined) yield { at: fixed.written.at.node, service: fixed.service, ...found };
    }
    yield* mayComeFirst(all, project);
  },
});

/** Compose makes the default network itself where no file declares it, without a subnet that anybody chose. */
function undeclaredDefault({ network, written: { at } }: FixedAddress): Network | undefined {
  if (network !== "default") return undefined;
  const unsaid = { name: undefined, driver: undefined, enableIpv6: undefined };
  return { ...unsaid, key: network, at, external: false, internal: false, ipam: { driver: undefined, pools: [] } };
}

type Found = Omit<Finding, "at" | "service">;

function refusal(
  fixed: FixedAddress,
  network: Network,
  project: Project,
  engine: EngineKind | undefined,
): Found | undefined {
  const { service, written, address } = fixed;
  const pools = poolsOf(network);
  if (pools === undefined) return undefined;
  const refuses = say`Docker refuses to start ${service.name}`;
  const ofFamily = pools.filter(({ subnet }) => subnet.family === address.family);
  if (ofFamily.length === 0) {
    // Without IPv6 the address is left out: ipv6-address-without-ipv6.
    if (address.family === "ipv6") return undefined;
    // Another file may have it.
    const isHint = isGuess(project.assembled) || !project.whole;
    const unless = isHint ? say`Unless another file gives the network a subnet, ` : "";
    return {
      message: say`${unless}${refuses}: "${addressWithoutSubnet(engine)}". Give the network ${network.key} a subnet with ${written.value} in it, below \`ipam.config\`.`,
      related: project.networks.has(network.key) ? [networkPlace(network, say`has no subnet here`)] : [],
      ...(isHint ? { severity: "hint" as const } : {}),
    };
  }
  const pool = poolWith(address, ofFamily);
  if (pool === undefined) {
    const subnets = ofFamily.map(({ subnet }) => subnetText(subnet)).join(", ");
    return {
      message: say`${refuses}: "no configured subnet or ip-range contain the IP address ${written.value}". The network ${network.key} has ${subnets}. Use an address in it, or correct the subnet.`,
      related: ofFamily.slice(0, 5).map((each) => subnetPlace(each, network)),
    };
  }
  const holder = holderOf(address, pool, network);
  if (holder === undefined) return undefined;
  return {
    message: say`${refuses}: "Address already in use". ${written.value} ${holder.what}. Use another address.`,
    related: [{ ...subnetPlace(pool, network), ...(holder.at && { at: holder.at }) }],
  };
}

/** Who has an address of a network before any container is there. */
function holderOf(
  address: NumberedAddress,
  { pool, subnet, gateway }: KnownPool,
  { key }: Network,
): { readonly what: string | Text; readonly at?: Finding["at"] } | undefined {
  if (gateway?.number === address.number) return { what: say`is the gateway of the network ${key}` };
  const auxiliary = pool.auxiliary.find(({ value }) => readAddress(value)?.number === address.number);
  if (auxiliary !== undefined)
    return { what: say`is kept free by \`aux_addresses\` of the network ${key}`, at: auxiliary.at.node };
  switch (reservedAs(address, subnet)) {
    case "network":
      return { what: say`is the address of the network ${key} itself` };
    case "broadcast":
      return { what: say`is the broadcast address of the network ${key}` };
    case undefined:
      return undefined;
  }
}

function taken(
  { service, written, network }: FixedAddress,
  before: readonly FixedAddress[],
  project: Project,
): Found | undefined {
  const other = before.find((each) => each.service !== service && coexist(each.service, service, project));
  if (other !== undefined) {
    return {
      message: say`Docker refuses to start the second of ${other.service.name} and ${service.name}: "Address already in use". Both ask for ${written.value} on the network ${network}. Use another address.`,
      related: [{ at: other.written.at.node, message: say`${other.service.name} asks for it too` }],
    };
  }
  const { replicas } = service;
  if (replicas === undefined || replicas.value < 2) return undefined;
  return {
    message: say`Docker refuses to start the second container of ${service.name}: "Address already in use". All ${replicas.value} replicas ask for ${written.value}. Remove the address.`,
    related: [{ at: replicas.at.node, message: say`${service.name} runs ${replicas.value} times` }],
  };
}

function subnetPlace({ pool, subnet }: KnownPool, { key }: Network): { at: Finding["at"]; message: string | Text } {
  return { at: (pool.subnet?.at ?? pool.at).node, message: say`${key} has ${subnetText(subnet)}` };
}

function networkPlace({ at, key }: Network, what: string | Text): { at: Finding["at"]; message: string | Text } {
  return { at: at.key ?? at.node, message: say`${key} ${what}` };
}
