import { record } from "../../docker/record";
import { addressFlags, type Address, type Interface, type Lifetime } from "../model";
import { jsonArray, jsonList, jsonNumber, jsonWord, jsonWords } from "./tokens";

/** Reads what `ip -j addr` prints. Undefined where it is not that, such as busybox's usage text; never throws. */
export function parseIpJson(text: string): Interface[] | undefined {
  // `ip -j` prints an empty object for what a filter left out.
  return jsonList(text)
    ?.map(interfaceFrom)
    .filter((found) => found !== undefined);
}

function interfaceFrom(value: unknown): Interface | undefined {
  const entry = record(value);
  const name = jsonWord(entry.ifname);
  if (name === undefined) return undefined;
  const linkIndex = jsonNumber(entry.link_index);
  const namespace = jsonNumber(entry.link_netnsid);
  return {
    index: jsonNumber(entry.ifindex),
    name,
    link: jsonWord(entry.link) ?? (linkIndex === undefined || linkIndex === 0 ? undefined : `if${linkIndex}`),
    flags: jsonWords(entry.flags),
    mtu: jsonNumber(entry.mtu),
    qdisc: jsonWord(entry.qdisc),
    master: jsonWord(entry.master),
    state: jsonWord(entry.operstate),
    group: jsonWord(entry.group),
    queueLength: jsonNumber(entry.txqlen),
    linkType: jsonWord(entry.link_type),
    mac: jsonWord(entry.address),
    broadcastMac: jsonWord(entry.broadcast),
    linkNamespace: namespace === undefined ? jsonWord(entry.link_netns) : String(namespace),
    alternativeNames: jsonWords(entry.altnames),
    addresses: jsonArray(entry.addr_info)
      .map(addressFrom)
      .filter((address) => address !== undefined),
  };
}

function addressFrom(value: unknown): Address | undefined {
  const entry = record(value);
  const family = entry.family;
  const address = jsonWord(entry.local);
  if ((family !== "inet" && family !== "inet6") || address === undefined) return undefined;
  return {
    family,
    address,
    prefix: jsonNumber(entry.prefixlen),
    peer: jsonWord(entry.address),
    metric: jsonNumber(entry.metric),
    broadcast: jsonWord(entry.broadcast),
    scope: jsonWord(entry.scope),
    flags: addressFlags.filter((flag) => entry[flag] === true),
    protocol: addressProtocol(jsonWord(entry.protocol)),
    label: jsonWord(entry.label),
    valid: lifetime(entry.valid_life_time),
    preferred: lifetime(entry.preferred_life_time),
  };
}

/** JSON has it also where it says nothing (iproute2 ip/ipaddress.c, `print_addrinfo`). */
function addressProtocol(text: string | undefined): string | undefined {
  return text === "0" || text === "unspec" ? undefined : text;
}

/** 4294967295 is the kernel's INFINITY_LIFE_TIME. */
function lifetime(value: unknown): Lifetime | undefined {
  const seconds = jsonNumber(value);
  return seconds === 4_294_967_295 ? "forever" : seconds;
}
