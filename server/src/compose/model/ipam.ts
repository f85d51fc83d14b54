import { entriesOf, itemsOf, type Origin, type Sourced, textOf, type Value } from "../values/value";
import { word } from "./attributes";

/** One item of a network's `ipam.config`: a pool of addresses. */
export interface Pool {
  readonly at: Origin;
  readonly subnet: Sourced<string> | undefined;
  /** A subnet is written, and depends on variables without a value. */
  readonly subnetUnknown: boolean;
  readonly gateway: Sourced<string> | undefined;
  readonly ipRange: Sourced<string> | undefined;
  /** Addresses that the driver uses itself. */
  readonly auxiliary: readonly Sourced<string>[];
}

/** How a network's addresses are given out. */
export interface Ipam {
  readonly driver: Sourced<string> | undefined;
  readonly pools: readonly Pool[];
}

/** Reads a network's `ipam`. */
export function readIpam(value: Value | undefined): Ipam {
  const entries = entriesOf(value);
  return { driver: word(entries.get("driver")), pools: itemsOf(entries.get("config")).map(readPool) };
}

function readPool(item: Value): Pool {
  const entries = entriesOf(item);
  const subnet = entries.get("subnet");
  return {
    at: item.at,
    subnet: word(subnet),
    subnetUnknown: subnet !== undefined && textOf(subnet) === undefined,
    gateway: word(entries.get("gateway")),
    ipRange: word(entries.get("ip_range")),
    auxiliary: [...entriesOf(entries.get("aux_addresses")).values()].flatMap((each) => word(each) ?? []),
  };
}
