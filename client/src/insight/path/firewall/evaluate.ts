import { isWithin, readAddress, readSubnet } from "../../../../../shared/subnet";
import type { Condition, Rule, Ruleset } from "./rules";

/** The first packet of a connection, as a hook of the kernel sees it. */
export interface Packet {
  readonly protocol: "tcp" | "udp";
  readonly source: string | undefined;
  readonly destination: string;
  readonly port: number;
  /** The interface that it came in by, and the one that it leaves by; undefined at hooks that have none. */
  readonly in?: string | undefined;
  readonly out?: string | undefined;
  /** Whether the host has an address. */
  readonly isLocal: (address: string) => boolean;
}

/** What a chain makes of a packet, and the rule that says so; `accept` without one is the policy. */
export interface Outcome {
  readonly verdict: "accept" | "drop" | "dnat" | "masquerade" | "unclear";
  readonly rule?: Rule | undefined;
  /** The chains that were gone through to that rule. */
  readonly chain: string;
  /** The new destination of a DNAT. */
  readonly to?: string | undefined;
}

/** What only counts, logs or marks, and lets the packet go on. */
const goesOn = new Set(["LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "TCPMSS", "CHECKSUM", "TRACE", "NOTRACK", "CT"]);

/** Chains within chains: beyond so many nothing certain is said. */
const deepest = 200;

/** How often what follows a rule that is not understood is looked at: each may double what there is to look at. */
const mostUnclear = 100;

/** What a built-in chain makes of the first packet of a connection. A chain that is not there lets everything pass. */
export function evaluate(rules: Ruleset, table: string, chain: string, packet: Packet): Outcome {
  const policy: Outcome = { verdict: rules.get(`${table} ${chain}`)?.policy === "DROP" ? "drop" : "accept", chain };
  return through({ rules, table, packet, unclear: { left: mostUnclear } }, chain, 0, 0, () => policy);
}

/** What stays the same while a packet goes through the chains of a table. */
interface Passage {
  readonly rules: Ruleset;
  readonly table: string;
  readonly packet: Packet;
  readonly unclear: { left: number };
}

/** What becomes of a packet from a rule of a chain on; `after` says it where the chain ends or returns. */
function through(passage: Passage, chain: string, first: number, depth: number, after: () => Outcome): Outcome {
  const { rules, table, packet } = passage;
  for (const [at, rule] of (rules.get(`${table} ${chain}`)?.rules ?? []).entries()) {
    if (at < first || rule.target === undefined || goesOn.has(rule.target)) continue;
    const matches = matchesAll(rule.conditions, packet);
    if (matches === false) continue;
    const next = (): Outcome => through(passage, chain, at + 1, depth + 1, after);
    const done = effect(passage, chain, rule, depth, rule.goto ? after : next, after);
    if (matches === true) return done;
    // Nobody knows whether it matches: that matters only where it would change what happens.
    passage.unclear.left -= 1;
    const otherwise = passage.unclear.left > 0 ? next() : undefined;
    const isSame = done.verdict === otherwise?.verdict && done.to === otherwise.to;
    return isSame ? done : { verdict: "unclear", rule, chain };
  }
  return after();
}

/** What a rule does with what it matches. */
function effect(
  passage: Passage,
  chain: string,
  rule: Rule,
  depth: number,
  back: () => Outcome,
  after: () => Outcome,
): Outcome {
  const { target = "", to } = rule;
  switch (target) {
    case "RETURN":
      return after();
    case "ACCEPT":
      return { verdict: "accept", rule, chain };
    case "DROP":
    case "REJECT":
      return { verdict: "drop", rule, chain };
    case "DNAT":
      return { verdict: "dnat", rule, chain, to };
    case "MASQUERADE":
    case "SNAT":
      return { verdict: "masquerade", rule, chain };
    default:
      return passage.rules.has(`${passage.table} ${target}`) && depth < deepest
        ? through(passage, target, 0, depth + 1, back)
        : { verdict: "unclear", rule, chain };
  }
}

/** Undefined where a condition is not understood and all others hold. */
function matchesAll(conditions: readonly Condition[], packet: Packet): boolean | undefined {
  let certain = true;
  for (const condition of conditions) {
    const matches = matchesOne(condition, packet);
    if (matches === undefined) certain = false;
    else if (matches === condition.negated) return false;
  }
  return certain ? true : undefined;
}

function matchesOne({ option, value }: Condition, packet: Packet): boolean | undefined {
  switch (option) {
    case "-i":
      return interfaceMatches(value, packet.in);
    case "-o":
      return interfaceMatches(value, packet.out);
    case "-p":
      return value === "all" || value === packet.protocol;
    case "-s":
      return packet.source === undefined ? undefined : addressMatches(value, packet.source);
    case "-d":
      return addressMatches(value, packet.destination);
    case "--dport":
      return portMatches(value, packet.port);
    case "--dports":
      return value.split(",").some((each) => portMatches(each, packet.port));
    case "--src-type":
      return value === "LOCAL" && packet.source !== undefined ? packet.isLocal(packet.source) : undefined;
    case "--dst-type":
      return value === "LOCAL" ? packet.isLocal(packet.destination) : undefined;
    case "--ctstate":
    case "--state":
      // The first packet of a connection; one whose destination was changed has the state DNAT besides.
      return value.split(",").includes("NEW") ? true : value.includes("DNAT") ? undefined : false;
    default:
      return undefined;
  }
}

function interfaceMatches(pattern: string, name: string | undefined): boolean {
  if (name === undefined) return false;
  return pattern.endsWith("+") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function addressMatches(range: string, address: string): boolean | undefined {
  const subnet = readSubnet(range.includes("/") ? range : `${range}/${range.includes(":") ? 128 : 32}`);
  const number = readAddress(address);
  return subnet === undefined || number === undefined ? undefined : isWithin(number, subnet);
}

function portMatches(range: string, port: number): boolean {
  const [first = "", last = first] = range.split(":");
  return Number(first) <= port && port <= Number(last);
}
