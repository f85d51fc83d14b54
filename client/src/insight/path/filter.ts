import { evaluate, type Outcome, type Packet } from "./firewall/evaluate";
import type { Rule } from "./firewall/rules";
import type { DropReason, Hop, PathSnapshot } from "./model";
import { familyOf } from "./routes";

/** What a chain makes of a packet; undefined where the rules could not be read. */
export function outcomeOf(
  { firewall }: PathSnapshot,
  table: "filter" | "nat" | "raw",
  chain: string,
  packet: Packet,
): Outcome | undefined {
  if ("unread" in firewall) return undefined;
  return evaluate(familyOf(packet.destination) === "inet" ? firewall.inet : firewall.inet6, table, chain, packet);
}

/**
 * The hop at a chain that lets pass or drops. Where the rules were not read it is unknown, but for what a machine sends
 * to itself or from itself, which is filtered next to nowhere. None where no rule has a say.
 */
export function* filtered(
  snapshot: PathSnapshot,
  table: "filter" | "raw",
  chain: "INPUT" | "OUTPUT" | "FORWARD" | "PREROUTING",
  packet: Packet,
): Generator<Hop> {
  const outcome = outcomeOf(snapshot, table, chain, packet);
  const isOwn = chain === "OUTPUT" || packet.in === "lo";
  if (outcome === undefined) {
    const { firewall } = snapshot;
    if (isOwn || table === "raw" || !("unread" in firewall)) return;
    yield {
      kind: "firewall",
      state: "unknown",
      finding: { kind: "firewall-unread", unread: firewall.unread },
      evidence: [],
    };
    return;
  }
  const { verdict, rule } = outcome;
  const where = `${table} ${outcome.chain}`;
  const evidence = [
    `${packet.destination.includes(":") ? "ip6tables" : "iptables"}-save: ${rule?.text ?? `:${chain} ${verdict === "drop" ? "DROP" : "ACCEPT"}`}`,
  ];
  if (verdict === "drop") {
    const finding = {
      kind: "dropped",
      chain: where,
      rule: rule?.text ?? `:${chain} DROP`,
      why: whyDropped(outcome, rule),
    } as const;
    yield { kind: "firewall", state: "closed", finding, evidence };
  } else if (verdict === "unclear") {
    const finding = { kind: "rule-unclear", chain: where, rule: rule?.text ?? chain } as const;
    yield { kind: "firewall", state: "unknown", finding, evidence };
  } else if (!isOwn && hasOtherTables(snapshot)) {
    const finding = { kind: "rule-unclear", chain: where, rule: otherTables(snapshot).join(", ") } as const;
    yield {
      kind: "firewall",
      state: "unknown",
      finding,
      evidence: [`nft list tables: ${otherTables(snapshot).join(", ")}`],
    };
  } else if (chain === "FORWARD" || (rule !== undefined && !isOwn)) {
    const finding = { kind: "passed", chain: where, ...(rule === undefined ? {} : { rule: rule.text }) } as const;
    yield { kind: "firewall", state: "open", finding, evidence };
  }
}

function otherTables({ firewall }: PathSnapshot): readonly string[] {
  return "unread" in firewall ? [] : firewall.otherTables;
}

function hasOtherTables(snapshot: PathSnapshot): boolean {
  return otherTables(snapshot).length > 0;
}

/** Whose rule it is: the engine writes each of its own in one form. */
function whyDropped({ chain }: Outcome, rule: Rule | undefined): DropReason {
  if (rule === undefined) return "other";
  if (chain === "DOCKER-USER" || chain.startsWith("ufw")) return "user";
  const valueOf = (option: string): string | undefined =>
    rule.conditions.find((each) => each.option === option && !each.negated)?.value;
  const isNegated = (option: string): boolean => rule.conditions.some((each) => each.option === option && each.negated);
  if (chain === "DOCKER-INTERNAL" || (chain === "DOCKER-ISOLATION-STAGE-1" && (isNegated("-s") || isNegated("-d")))) {
    return "internal";
  }
  if (chain.startsWith("DOCKER-ISOLATION")) return "isolation";
  if (valueOf("-i") !== undefined && valueOf("-i") === valueOf("-o")) return "icc";
  return "other";
}
