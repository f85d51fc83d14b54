import { lookUp } from "./names";
import type { Hop, Path, PathSnapshot, PathState, Place, Target } from "./model";
import { callFrom } from "./walk";

/**
 * The way from a place to a target, hop by hop, as far as what was read tells: what a connection would do, without
 * making one. A name with several addresses is called at each, as programs do. Pure; never throws.
 */
export function derivePath(snapshot: PathSnapshot, place: Place, target: Target): Path {
  const { addresses, hop, perhaps } = lookUp(snapshot, place, target.host);
  const before = hop === undefined ? [] : [hop];
  const wayTo = (address: string, found: readonly Hop[]): readonly Hop[] => [
    ...found,
    ...untilClosed(callFrom(snapshot, place, address, target)),
  ];
  const doubtful = perhaps === undefined ? [] : perhaps.addresses.map((address) => wayTo(address, [perhaps.hop]));
  const ways = [...addresses.map((address) => wayTo(address, before)), ...doubtful];
  const hops = best(ways) ?? [...untilClosed(startOf(snapshot, place, before))];
  return { place, target, hops, state: stateOf(hops), decisive: decisiveOf(hops) };
}

/** A place that is not there is said before the name that it does not look up. */
function* startOf(snapshot: PathSnapshot, place: Place, before: readonly Hop[]): Generator<Hop> {
  const [start] = callFrom(snapshot, place, undefined, undefined);
  if (start !== undefined) yield start;
  yield* before;
}

/** What is behind a closed hop does not matter, and the same is said once. */
function untilClosed(hops: Iterable<Hop>): Hop[] {
  const found: Hop[] = [];
  for (const hop of hops) {
    const text = JSON.stringify(hop.finding);
    if (!found.some((each) => JSON.stringify(each.finding) === text)) found.push(hop);
    if (hop.state === "closed") break;
  }
  return found;
}

/** An open way suffices; what is not known may be open; of closed ones the one that came furthest says most. */
function best(ways: readonly (readonly Hop[])[]): readonly Hop[] | undefined {
  const in_ = (state: PathState) => ways.filter((hops) => stateOf(hops) === state);
  return in_("open")[0] ?? in_("unknown")[0] ?? in_("closed").sort((a, b) => b.length - a.length)[0];
}

function stateOf(hops: readonly Hop[]): PathState {
  if (hops.some(({ state }) => state === "closed")) return "closed";
  return hops.length === 0 || hops.some(({ state }) => state === "unknown") ? "unknown" : "open";
}

function decisiveOf(hops: readonly Hop[]): Hop {
  const found =
    hops.find(({ state }) => state === "closed") ?? hops.find(({ state }) => state === "unknown") ?? hops.at(-1);
  return (
    found ?? { kind: "place", state: "unknown", finding: { kind: "unreadable", name: "", refusal: "" }, evidence: [] }
  );
}
