import { isWithin, type NumberedAddress, readAddress, readSubnet, type Subnet } from "../../../../shared/subnet";
import type { Pool } from "../../compose/model/ipam";
import type { Network } from "../../compose/model/network";

/** A pool of addresses whose subnet is known. */
export interface KnownPool {
  readonly pool: Pool;
  readonly subnet: Subnet;
  /** Where addresses are taken from for those who ask for none. */
  readonly range: Subnet;
  /** The address that the network's own gateway has; undefined where the driver has none for certain. */
  readonly gateway: NumberedAddress | undefined;
}

/** The pools of a network; undefined where one of them is not known, or where another than the engine gives addresses out. */
export function poolsOf({ ipam, driver, external }: Network): readonly KnownPool[] | undefined {
  if (external || (ipam.driver !== undefined && ipam.driver.value !== "default")) return undefined;
  const known: KnownPool[] = [];
  for (const pool of ipam.pools) {
    const subnet = readSubnet(pool.subnet?.value ?? "");
    if (subnet === undefined) return undefined;
    const range = readSubnet(pool.ipRange?.value ?? "");
    known.push({
      pool,
      subnet,
      range: range ?? subnet,
      gateway: gatewayOf(pool, subnet, range, isBridge(driver?.value)),
    });
  }
  return known;
}

/** Whether a network is one of the engine's own bridges. */
export function isBridge(driver: string | undefined): boolean {
  return driver === undefined || driver === "bridge";
}

/** The one that is written; of a bridge without one the engine takes the first that it may give. */
function gatewayOf(
  pool: Pool,
  subnet: Subnet,
  range: Subnet | undefined,
  bridge: boolean,
): NumberedAddress | undefined {
  if (pool.gateway !== undefined) return readAddress(pool.gateway.value);
  if (!bridge || (pool.ipRange !== undefined && range === undefined)) return undefined;
  return { family: subnet.family, number: firstGiven(subnet, range ?? subnet) };
}

/** The first address of a range that the engine gives anybody: that of the network itself is none. */
export function firstGiven(subnet: Subnet, range: Subnet): bigint {
  return range.first === subnet.first ? range.first + 1n : range.first;
}

/**
 * What an address is to its network, where nobody can have it: the network's own one, or the one for all of IPv4. Networks of one or
 * two addresses have neither (docs/docker-behaviour.md#fixed-address-reserved).
 */
export function reservedAs({ family, number }: NumberedAddress, subnet: Subnet): "network" | "broadcast" | undefined {
  if (subnet.family !== family || subnet.last - subnet.first < 2n) return undefined;
  if (number === subnet.first) return "network";
  return family === "ipv4" && number === subnet.last ? "broadcast" : undefined;
}

/** The pool in which an address lies. */
export function poolWith(address: NumberedAddress, pools: readonly KnownPool[]): KnownPool | undefined {
  return pools.find(({ subnet }) => isWithin(address, subnet));
}
