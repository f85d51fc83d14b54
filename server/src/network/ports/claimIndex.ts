import type { PortClaim } from "./claims";

/** A claim is compared with at most so many others of its very port, and as many on ranges: further back is more of the same. */
const mostCompared = 64;
/** Ports of one shelf. */
const shelf = 256;
/** A range that reaches over more shelves is compared with every claim before it: few such have nothing in common. */
const mostShelves = 4;

/** Claims by their ports, by which those that meet are found without a comparison of each with each. */
export class ClaimIndex {
  /** How many claims are on a port alone: 0, 1, or 2 for more. */
  private readonly singlesOn = new Uint8Array(65_536);
  private readonly hasRanges: boolean;
  /** The places of the claims that were added: by port, for ports with more than one. */
  private readonly singles = new Map<number, number[]>();
  /** By shelf, those on more than one port; and those of both kinds, where there are any of that one. */
  private readonly ranges = new Map<number, number[]>();
  private readonly shelves = new Map<number, number[]>();
  private readonly byKey = new Map<string, readonly PortClaim[]>();

  constructor(private readonly claims: readonly PortClaim[]) {
    let hasRanges = false;
    for (const { ports } of claims) {
      if (ports.first !== ports.last) hasRanges = true;
      else this.singlesOn[ports.first] = Math.min(2, (this.singlesOn[ports.first] ?? 0) + 1);
    }
    this.hasRanges = hasRanges;
  }

  /** Adds the next claim. Answers with the places of those before it whose ports intersect with its own. */
  add(place: number): readonly number[] {
    const claim = this.claims[place];
    if (claim === undefined) return [];
    const { first, last } = claim.ports;
    const isShared = first === last && this.singlesOn[first] === 2;
    if (!isShared && !this.hasRanges) return [];
    const meeting = isShared ? (this.singles.get(first) ?? []).slice(0, mostCompared) : [];
    if (isShared) append(this.singles, first, place);
    if (!this.hasRanges) return meeting;
    meeting.push(...this.intersecting(place, claim, first === last ? this.ranges : this.shelves));
    for (const number of shelvesOf(claim)) {
      append(this.shelves, number, place);
      if (first !== last) append(this.ranges, number, place);
    }
    return meeting;
  }

  /** The claims on exactly these ports and this address, whoever binds them, in order; of very many the first ones. */
  alike(claim: PortClaim): readonly PortClaim[] {
    const key = keyOf(claim);
    let known = this.byKey.get(key);
    if (known === undefined) {
      const { first, last } = claim.ports;
      const among = first === last ? this.singles.get(first) : this.ranges.get(Math.floor(first / shelf));
      known = (among ?? [])
        .flatMap((place) => this.claims[place] ?? [])
        .filter((each) => keyOf(each) === key)
        .slice(0, mostCompared);
      this.byKey.set(key, known);
    }
    return known;
  }

  private intersecting(place: number, claim: PortClaim, among: ReadonlyMap<number, readonly number[]>): number[] {
    const found: number[] = [];
    for (const other of this.candidates(place, claim, among)) {
      if (!intersect(claim, this.claims[other])) continue;
      found.push(other);
      if (found.length === mostCompared) break;
    }
    return found;
  }

  /** The places before this one that may intersect, in order. */
  private candidates(place: number, claim: PortClaim, among: ReadonlyMap<number, readonly number[]>): Iterable<number> {
    const shelves = shelvesOf(claim);
    if (shelves.length > mostShelves) return this.claims.slice(0, place).keys();
    const lists = shelves.flatMap((number) => [among.get(number) ?? []]);
    const [only = []] = lists;
    return lists.length < 2 ? only : [...new Set(lists.flat())].sort((one, other) => one - other);
  }
}

function shelvesOf({ ports: { first, last } }: PortClaim): number[] {
  const from = Math.floor(first / shelf);
  return Array.from({ length: Math.floor(last / shelf) - from + 1 }, (_, index) => from + index);
}

function append(lists: Map<number, number[]>, key: number, place: number): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [place]);
  else known.push(place);
}

function intersect({ ports: one }: PortClaim, other: PortClaim | undefined): boolean {
  return other !== undefined && one.first <= other.ports.last && other.ports.first <= one.last;
}

function keyOf({ protocol, ports, address }: PortClaim): string {
  const where = address.kind === "any" ? "" : `${address.family} ${address.kind === "one" ? address.address : "*"}`;
  return `${protocol} ${ports.first} ${ports.last} ${where}`;
}
