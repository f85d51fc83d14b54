import { inert } from "../docker/inert";
import { addressFlags, type Address, type Interface, type Lifetime } from "./model";

/** Reads what `ip -j addr` prints. Undefined where it is not that, such as busybox's usage text; never throws. */
export function parseIpJson(text: string): Interface[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed)) return undefined;
  // `ip -j` prints an empty object for what a filter left out.
  return parsed.map(interfaceFrom).filter((found) => found !== undefined);
}

function interfaceFrom(value: unknown): Interface | undefined {
  const entry = record(value);
  const name = word(entry.ifname);
  if (name === undefined) return undefined;
  const linkIndex = number(entry.link_index);
  const namespace = number(entry.link_netnsid);
  return {
    index: number(entry.ifindex),
    name,
    link: word(entry.link) ?? (linkIndex === undefined || linkIndex === 0 ? undefined : `if${linkIndex}`),
    flags: array(entry.flags)
      .map(word)
      .filter((flag) => flag !== undefined),
    mtu: number(entry.mtu),
    qdisc: word(entry.qdisc),
    master: word(entry.master),
    state: word(entry.operstate),
    group: word(entry.group),
    queueLength: number(entry.txqlen),
    linkType: word(entry.link_type),
    mac: word(entry.address),
    broadcastMac: word(entry.broadcast),
    linkNamespace: namespace === undefined ? undefined : String(namespace),
    alternativeNames: array(entry.altnames)
      .map(word)
      .filter((alternative) => alternative !== undefined),
    addresses: array(entry.addr_info)
      .map(addressFrom)
      .filter((address) => address !== undefined),
  };
}

function addressFrom(value: unknown): Address | undefined {
  const entry = record(value);
  const family = entry.family;
  const address = word(entry.local);
  if ((family !== "inet" && family !== "inet6") || address === undefined) return undefined;
  return {
    family,
    address,
    prefix: number(entry.prefixlen),
    peer: word(entry.address),
    metric: number(entry.metric),
    broadcast: word(entry.broadcast),
    scope: word(entry.scope),
    flags: addressFlags.filter((flag) => entry[flag] === true),
    label: word(entry.label),
    valid: lifetime(entry.valid_life_time),
    preferred: lifetime(entry.preferred_life_time),
  };
}

/** 4294967295 is the kernel's INFINITY_LIFE_TIME. */
function lifetime(seconds: unknown): Lifetime | undefined {
  if (typeof seconds !== "number") return undefined;
  return seconds === 4_294_967_295 ? "forever" : seconds === 0 ? "expired" : "limited";
}

function record(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value : {};
}

function array(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function number(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

function word(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const clean = inert(value, 64).replace(/\s+/gu, "_");
  return clean === "" ? undefined : clean;
}
