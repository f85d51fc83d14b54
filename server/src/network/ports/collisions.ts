import { addressesMeet } from "../../../../shared/hostAddress";
import { Memo } from "../../../../shared/memo";
import type { PortRange } from "../../compose/model/port";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { pause, type Steps } from "../../compose/syntax/steps";
import type { PortClaim } from "./claims";
import { ClaimIndex } from "./claimIndex";

/** Two claims that cannot both be met, the earlier one of the project first, and the ports they share. */
export interface Collision {
  readonly first: PortClaim;
  readonly second: PortClaim;
  readonly ports: PortRange;
  /** How many services claim exactly what the second one does (port, protocol, address), itself or by Docker, and run with it. */
  readonly services: number;
  /** The first of their claims. */
  readonly leader: PortClaim;
}

/** A claim is reported with at most so many others. */
const mostPairs = 8;

/**
 * Pairs of claims of different services on one port: same protocol, intersecting ports, meeting addresses
 * (docs/docker-behaviour.md#port-claims), between services that run at the same time. Sorted by the second claim's
 * place in the project.
 */
export function* collisions(claims: readonly PortClaim[], project: Project): Steps<Collision[]> {
  const index = new ClaimIndex(claims);
  const found: { readonly second: PortClaim; readonly firsts: readonly PortClaim[] }[] = [];
  for (const [place, second] of claims.entries()) {
    const meeting = index.add(place);
    if (meeting.length === 0) continue;
    const firsts: number[] = [];
    for (const at of meeting) {
      if (collidesAt(claims[at], second, project)) firsts.push(at);
      if (firsts.length === mostPairs) break;
    }
    firsts.sort((one, other) => one - other);
    if (firsts.length > 0) found.push({ second, firsts: firsts.flatMap((at) => claims[at] ?? []) });
    yield pause;
  }
  const all: Collision[] = [];
  for (const { firsts, second } of found) {
    const alike = runningWith(second, index.alike(second), project);
    const services = countServices(alike);
    for (const first of firsts) {
      const ports = {
        first: Math.max(first.ports.first, second.ports.first),
        last: Math.min(first.ports.last, second.ports.last),
      };
      all.push({ first, second, ports, services, leader: alike[0] ?? second });
    }
    yield pause;
  }
  return all;
}

/** Those of some claims that are there while this one is. */
function runningWith(claim: PortClaim, others: readonly PortClaim[], project: Project): readonly PortClaim[] {
  const isThere = ({ service }: PortClaim): boolean =>
    service === claim.service || coexist(service, claim.service, project);
  // Mostly all of them: then the list stays the same, whose services are counted once.
  return others.every(isThere) ? others : others.filter(isThere);
}

const counted = new Memo<readonly PortClaim[], number>();

function countServices(claims: readonly PortClaim[]): number {
  return counted.of(claims, () => new Set(claims.map(({ service }) => service)).size);
}

function collidesAt(first: PortClaim | undefined, second: PortClaim, project: Project): boolean {
  return first !== undefined && collide(first, second) && coexist(first.service, second.service, project);
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
  if (isAlwaysThere(one) && isAlwaysThere(other)) return true;
  if (!profilesMeet(one.profiles, other.profiles)) return false;
  return !startsAfterEnd(one, other.name, project) && !startsAfterEnd(other, one.name, project);
}

/** Without profiles and without others that it waits for: most services. */
function isAlwaysThere({ profiles, dependsOn }: Service): boolean {
  return profiles?.length === 0 && dependsOn.length === 0;
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
