import { sanitize } from "../../docker/sanitize";
import { addressFlagBits, addressFlags, type Address, type Interface, type Lifetime } from "../model";
import { linkTypeNamed } from "./sysfs";
import { pairsOf, wholeNumber, words } from "./tokens";

type Draft = { -readonly [K in keyof Interface]: Interface[K] } & { addresses: Address[] };

/**
 * Reads what `ip addr` prints, iproute2's or busybox's. Busybox leaves out `state` and `group`, prints address flags
 * as a number, and adds M-DOWN for a link whose other end it cannot see, which is always so in a container; that one
 * is dropped, so that both tools tell the same. Undefined where nothing looks like an interface; never throws.
 */
export function parseIpText(text: string): Interface[] | undefined {
  const interfaces: Draft[] = [];
  for (const raw of text.split("\n")) {
    const line = sanitize(raw, 1000);
    const current = interfaces.at(-1);
    const head = /^(\d+):\s+([^\s:@]+)(?:@([^\s:]+))?:\s+<([^>]*)>(.*)/u.exec(line);
    if (head !== null) interfaces.push(interfaceFrom(head));
    else if (current !== undefined) readDetail(current, words(line));
  }
  return interfaces.length === 0 ? undefined : interfaces;
}

function interfaceFrom([, index, name = "", link, flags = "", rest = ""]: RegExpExecArray): Draft {
  const pairs = pairsOf(words(rest));
  return {
    index: Number(index),
    name,
    link: link === "NONE" ? undefined : link,
    flags: flags.split(",").filter((flag) => flag !== "" && (flag !== "M-DOWN" || link?.startsWith("if") !== true)),
    mtu: wholeNumber(pairs.get("mtu")),
    qdisc: pairs.get("qdisc"),
    master: pairs.get("master"),
    state: pairs.get("state"),
    group: pairs.get("group"),
    queueLength: wholeNumber(pairs.get("qlen")),
    addresses: [],
  };
}

function readDetail(current: Draft, tokens: readonly string[]): void {
  const [first = "", second] = tokens;
  if (first.startsWith("link/")) {
    const pairs = pairsOf(tokens.slice(2));
    const linkType = first.slice("link/".length);
    // Busybox has numbers for kinds that iproute2 has names for: `link/[65534]` of a tunnel.
    current.linkType = linkTypeNamed(/^\[(\d+)\]$/u.exec(linkType)?.[1] ?? "") ?? linkType;
    current.mac = second;
    current.broadcastMac = pairs.get("brd") ?? pairs.get("peer");
    current.linkNamespace = pairs.get("link-netnsid") ?? pairs.get("link-netns");
  } else if (first === "altname" && second !== undefined) {
    current.alternativeNames = [...(current.alternativeNames ?? []), second];
  } else if (first === "inet" || first === "inet6") {
    const address = addressFrom(first, tokens.slice(1));
    if (address !== undefined) current.addresses.push(address);
  } else if (first === "valid_lft") {
    const last = current.addresses.pop();
    const pairs = pairsOf(tokens);
    if (last === undefined) return;
    const valid = lifetime(pairs.get("valid_lft"));
    current.addresses.push({ ...last, valid, preferred: lifetime(pairs.get("preferred_lft")) });
  }
}

/** `192.0.2.2/24 metric 100 brd 192.0.2.255 scope global dynamic eth0`, or `10.0.0.1 peer 10.0.0.2/32 ...`. */
function addressFrom(family: "inet" | "inet6", tokens: readonly string[]): Address | undefined {
  const [own = "", ...rest] = tokens;
  const scopeAt = rest.indexOf("scope");
  const pairs = pairsOf(scopeAt === -1 ? rest : rest.slice(0, scopeAt + 2));
  const tail = scopeAt === -1 ? [] : rest.slice(scopeAt + 2);
  const [address = "", ownPrefix] = own.split("/");
  const [peer, peerPrefix] = (pairs.get("peer") ?? "").split("/");
  if (!/^[0-9a-f.:]+$/iu.test(address)) return undefined;
  const flagged = flagsFrom(tail);
  return {
    family,
    address,
    prefix: wholeNumber(ownPrefix ?? peerPrefix),
    peer: peer === "" ? undefined : peer,
    metric: wholeNumber(pairs.get("metric")),
    broadcast: pairs.get("brd"),
    scope: pairs.get("scope"),
    flags: flagged.flags,
    protocol: pairsOf(flagged.rest).get("proto"),
    label: family === "inet" ? flagged.rest.at(-1) : undefined,
  };
}

function flagsFrom(tail: readonly string[]): { flags: string[]; rest: string[] } {
  const at = tail.indexOf("flags");
  const hex = at === -1 ? "" : (tail[at + 1] ?? "");
  const mask = /^[0-9a-f]+$/iu.test(hex) ? Number.parseInt(hex, 16) : 0;
  const found = new Set<string>(addressFlagBits.filter(([bit]) => (mask & bit) !== 0).map(([, name]) => name));
  const rest: string[] = [];
  for (const [index, token] of tail.entries()) {
    if ((addressFlags as readonly string[]).includes(token)) found.add(token);
    else if (at === -1 || index < at || index > at + 1) rest.push(token);
  }
  return { flags: addressFlags.filter((flag) => found.has(flag)), rest };
}

/** `forever`, or seconds as in `3541sec`. */
function lifetime(text: string | undefined): Lifetime | undefined {
  return text === "forever" ? "forever" : wholeNumber(/^(\d+)sec$/u.exec(text ?? "")?.[1]);
}
