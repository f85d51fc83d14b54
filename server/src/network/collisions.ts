import { addressesMeet } from "../compose/model/hostAddress";
import type { PortRange } from "../compose/model/port";
import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import type { PortClaim } from "./claims";

/** Two claims that cannot both be met, the earlier one of the project first, and the ports they share. */
export interface Collision {
  readonly first: PortClaim;
  readonly second: PortClaim;
  readonly ports: PortRange;
  /** The services that name exactly the second claim's port, with the same protocol. */
  readonly services: number;
}

/**
 * Pairs of claims of different services on one port: same protocol, intersecting ports, meeting addresses (truth.md E),
 * between services that run at the same time. A claim that collides with many is paired with the first `most` of them.
 */
export function collisions(claims: readonly PortClaim[], project: Project, most: number): Collision[] {
  const index = new ClaimIndex(claims);
  return claims.flatMap((second, order) => {
    const found: Collision[] = [];
    for (const first of index.before(order)) {
      if (found.length === most) break;
      if (!collide(first, second) || !coexist(first.service, second.service, project)) continue;
      const ports = {
        first: Math.max(first.ports.first, second.ports.first),
        last: Math.min(first.ports.last, second.ports.last),
      };
      found.push({ first, second, ports, services: index.servicesOn(second) });
    }
    return found;
  });
}

/** Finds the claims that share a port with another without looking at them all. */
class ClaimIndex {
  private readonly singles = new Map<number, number[]>();
  private readonly ranges: number[] = [];

  constructor(private readonly claims: readonly PortClaim[]) {
    claims.forEach(({ ports }, order) => {
      if (ports.first !== ports.last) this.ranges.push(order);
      else {
        const known = this.singles.get(ports.first);
        if (known) known.push(order);
        else this.singles.set(ports.first, [order]);
      }
    });
  }

  /** The claims before one, in order, that share a port with it. */
  *before(order: number): Generator<PortClaim> {
    const ports = this.claims[order]?.ports;
    if (ports === undefined) return;
    for (const other of this.candidates(ports)) {
      const claim = this.claims[other];
      if (other >= order) return;
      if (claim !== undefined && claim.ports.first <= ports.last && ports.first <= claim.ports.last) yield claim;
    }
  }

  servicesOn({ ports, protocol, by }: PortClaim): number {
    const same = (this.singles.get(ports.first) ?? []).flatMap((order) => this.claims[order] ?? []);
    return new Set(same.filter((claim) => claim.protocol === protocol && claim.by === by).map(({ service }) => service))
      .size;
  }

  private candidates({ first, last }: PortRange): Iterable<number> {
    if (first !== last) return this.claims.keys();
    const singles = this.singles.get(first) ?? [];
    return this.ranges.length === 0 ? singles : [...singles, ...this.ranges].sort((one, other) => one - other);
  }
}

function collide(one: PortClaim, other: PortClaim): boolean {
  return one.service !== other.service && one.protocol === other.protocol && addressesMeet(one.address, other.address);
}

/**
 * Whether two services are certain to run together once both are enabled: no profiles that never meet, and neither
 * waits for the other's end.
 */
function coexist(one: Service, other: Service, project: Project): boolean {
  if (!profilesMeet(one.profiles, other.profiles)) return false;
  return !startsAfterEnd(one, other.name, project) && !startsAfterEnd(other, one.name, project);
}

/** A service without profiles, or with the empty one, runs with every other; two with profiles need one in common. */
function profilesMeet(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const always = (profiles: readonly string[]): boolean => profiles.length === 0 || profiles.includes("");
  return always(one) || always(other) || one.some((profile) => other.includes(profile));
}

function startsAfterEnd(service: Service, ended: string, project: Project, seen = new Set<string>()): boolean {
  if (seen.has(service.name)) return false;
  seen.add(service.name);
  return service.dependsOn.some(({ service: name, condition }) => {
    if (condition !== "service_completed_successfully") return false;
    const before = project.services.get(name);
    return name === ended || (before !== undefined && startsAfterEnd(before, ended, project, seen));
  });
}
