import type { PortRange } from "../compose/model/port";
import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import { addressesMeet } from "../compose/model/hostAddress";
import type { PortClaim } from "./claims";

/** Two claims that cannot both be met, the earlier one of the project first, and the ports they share. */
export interface Collision {
  readonly first: PortClaim;
  readonly second: PortClaim;
  readonly ports: PortRange;
}

/**
 * Pairs of claims of different services on one port: same protocol, intersecting ports, meeting addresses (truth.md E),
 * between services that run at the same time.
 */
export function collisions(claims: readonly PortClaim[], project: Project): Collision[] {
  const sorted = claims.map((claim, order) => ({ claim, order }));
  sorted.sort((one, other) => one.claim.ports.first - other.claim.ports.first || one.order - other.order);
  const found: (Collision & { readonly order: number })[] = [];
  sorted.forEach((one, index) => {
    for (const other of sorted.slice(index + 1)) {
      if (other.claim.ports.first > one.claim.ports.last) break;
      if (!collide(one.claim, other.claim) || !coexist(one.claim.service, other.claim.service, project)) continue;
      const [first, second] = one.order < other.order ? [one, other] : [other, one];
      const ports = {
        first: Math.max(first.claim.ports.first, second.claim.ports.first),
        last: Math.min(first.claim.ports.last, second.claim.ports.last),
      };
      found.push({ first: first.claim, second: second.claim, ports, order: second.order });
    }
  });
  return found.sort((one, other) => one.order - other.order);
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

/** A service without profiles runs with every other; two with profiles need one in common. */
function profilesMeet(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.length === 0 || other.length === 0 || one.some((profile) => other.includes(profile));
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
