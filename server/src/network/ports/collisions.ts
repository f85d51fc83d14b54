import { addressesMeet } from "../../../../shared/hostAddress";
import type { PortRange } from "../../compose/model/port";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { PortClaim } from "./claims";

/** Two claims that cannot both be met, the earlier one of the project first, and the ports they share. */
export interface Collision {
  readonly first: PortClaim;
  readonly second: PortClaim;
  readonly ports: PortRange;
  /** How many services make exactly the second claim (port, protocol, address) and run together with its service. */
  readonly services: number;
  /** The first of their claims. */
  readonly leader: PortClaim;
}

/** A claim is reported with at most so many others. */
const mostPairs = 8;
/** A claim is compared with at most so many others of its very port. */
const mostCompared = 64;

/**
 * Pairs of claims of different services on one port: same protocol, intersecting ports, meeting addresses
 * (docs/docker-behaviour.md#port-claims), between services that run at the same time. Sorted by the second claim's
 * place in the project.
 */
export function collisions(claims: readonly PortClaim[], project: Project): Collision[] {
  const index = new ClaimIndex(claims);
  const found: { readonly collision: Collision; readonly order: readonly [number, number] }[] = [];
  const reported = new Map<number, number>();
  const crowds = new Map<number, Pick<Collision, "services" | "leader">>();
  const crowdOf = (second: PortClaim, place: number): Pick<Collision, "services" | "leader"> => {
    let crowd = crowds.get(place);
    if (crowd === undefined) {
      const alike = index
        .alike(second)
        .filter((claim) => claim.service === second.service || coexist(claim.service, second.service, project));
      crowd = { services: new Set(alike.map(({ service }) => service)).size, leader: alike[0] ?? second };
      crowds.set(place, crowd);
    }
    return crowd;
  };
  for (const [one, other] of index.pairs()) {
    const count = reported.get(other) ?? 0;
    const first = claims[one];
    const second = claims[other];
    if (count === mostPairs || first === undefined || second === undefined) continue;
    if (!collide(first, second) || !coexist(first.service, second.service, project)) continue;
    reported.set(other, count + 1);
    const ports = {
      first: Math.max(first.ports.first, second.ports.first),
      last: Math.min(first.ports.last, second.ports.last),
    };
    found.push({ collision: { first, second, ports, ...crowdOf(second, other) }, order: [other, one] });
  }
  found.sort((one, other) => one.order[0] - other.order[0] || one.order[1] - other.order[1]);
  return found.map(({ collision }) => collision);
}

/** Finds the claims that share a port without comparing each with each. */
class ClaimIndex {
  /** By port: the place after that of the last claim on it alone; 0 where there is none. Ranges are few, and apart. */
  private readonly lastOf = new Int32Array(65_536);
  /** By place: the same for the claim before it on the same port. */
  private readonly before: Int32Array;
  /** The ports with more than one claim. */
  private readonly shared: number[] = [];
  private readonly ranges: number[] = [];
  private readonly byKey = new Map<string, readonly PortClaim[]>();

  constructor(private readonly claims: readonly PortClaim[]) {
    this.before = new Int32Array(claims.length);
    for (let place = 0; place < claims.length; place++) {
      const ports = claims[place]?.ports;
      if (ports === undefined) continue;
      if (ports.first !== ports.last) this.ranges.push(place);
      else this.addSingle(ports.first, place);
    }
  }

  /** Places of two claims, the smaller first, whose ports intersect. */
  *pairs(): Generator<readonly [number, number]> {
    for (const port of this.shared) {
      const places = this.singlesOn(port);
      for (let second = 1; second < places.length; second++) {
        // Further back there are only more of the same: who claims one port a hundred times is told of a few.
        for (let first = 0; first < Math.min(second, mostCompared); first++) {
          yield [places[first] ?? 0, places[second] ?? 0];
        }
      }
    }
    for (const range of this.ranges) {
      for (const other of this.claims.keys()) {
        if (other === range || (other > range && this.isRange(other)) || !this.intersect(range, other)) continue;
        yield range < other ? [range, other] : [other, range];
      }
    }
  }

  /** The claims that say exactly what this one says, in order; of very many the first ones. */
  alike(claim: PortClaim): readonly PortClaim[] {
    const key = this.keyOf(claim);
    let known = this.byKey.get(key);
    if (known === undefined) {
      const { first, last } = claim.ports;
      known = (first === last ? this.singlesOn(first) : this.ranges)
        .flatMap((place) => this.claims[place] ?? [])
        .filter((each) => this.keyOf(each) === key)
        .slice(0, mostCompared);
      this.byKey.set(key, known);
    }
    return known;
  }

  private keyOf({ by, protocol, ports, address }: PortClaim): string {
    const where = address.kind === "any" ? "" : `${address.family} ${address.kind === "one" ? address.address : "*"}`;
    return `${by} ${protocol} ${String(ports.first)} ${String(ports.last)} ${where}`;
  }

  private addSingle(port: number, place: number): void {
    const last = this.lastOf[port] ?? 0;
    if (last !== 0) {
      if (this.before[last - 1] === 0) this.shared.push(port);
      this.before[place] = last;
    }
    this.lastOf[port] = place + 1;
  }

  /** The places of the claims on one port alone, in order. */
  private singlesOn(port: number): number[] {
    const places: number[] = [];
    for (let next = this.lastOf[port] ?? 0; next !== 0; next = this.before[next - 1] ?? 0) places.push(next - 1);
    return places.reverse();
  }

  private isRange(place: number): boolean {
    const ports = this.claims[place]?.ports;
    return ports !== undefined && ports.first !== ports.last;
  }

  private intersect(one: number, other: number): boolean {
    const a = this.claims[one]?.ports;
    const b = this.claims[other]?.ports;
    return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
  }
}

function collide(one: PortClaim, other: PortClaim): boolean {
  // Two ranges to pick from share what is free.
  if (one.picks && other.picks) return false;
  return one.service !== other.service && one.protocol === other.protocol && addressesMeet(one.address, other.address);
}

/**
 * Whether two services are certain to run together once both are enabled: no profiles that never meet, and neither
 * waits for the other's end.
 */
export function coexist(one: Service, other: Service, project: Project): boolean {
  if (!profilesMeet(one.profiles, other.profiles)) return false;
  return !startsAfterEnd(one, other.name, project) && !startsAfterEnd(other, one.name, project);
}

/** Names that people give to the profile of what nobody starts with the others. */
const neverEnabled = /^(?:never|disabled?|off|donotstart|do-not-start|unused|none)$/i;

function shareOne(one: readonly string[], other: readonly string[]): boolean {
  const ofOther = new Set(other);
  return one.some((profile) => ofOther.has(profile));
}

/** A service without profiles, or with the empty one, runs with every other; two with profiles need one in common. */
function profilesMeet(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if ([one, other].some((each) => each.length > 0 && each.every((name) => neverEnabled.test(name)))) return false;
  const always = (profiles: readonly string[]): boolean => profiles.length === 0 || profiles.includes("");
  return always(one) || always(other) || shareOne(one, other);
}

/** So many services that one waits for are looked at, one after the other: further back nobody can tell what ends when. */
const mostAwaited = 32;

/** Whether a service waits for the end of another, itself or through others. */
function startsAfterEnd(service: Service, ended: string, project: Project): boolean {
  if (service.dependsOn.length === 0) return false;
  const awaited = new Set([service.name]);
  for (const name of awaited) {
    if (awaited.size > mostAwaited) return true;
    for (const { service: before, condition } of project.services.get(name)?.dependsOn ?? []) {
      if (condition !== "service_completed_successfully") continue;
      if (before === ended) return true;
      awaited.add(before);
    }
  }
  return false;
}
