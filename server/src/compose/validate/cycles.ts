import type { Reference, Service } from "../model/service";
import { shortenedWay } from "../project/shortenedWay";
import { type Needs, pause, type Steps } from "../syntax/steps";
import type { Sourced } from "../values/value";
import type { Cycle } from "./refusal";

type Services = ReadonlyMap<string, Service>;

/** A step from one service to another that it waits for. */
export interface Dependency {
  readonly service: Service;
  readonly reference: Sourced<Reference>;
}

/** Larger circles are told of once, and not service by service. */
export const mostInCircle = 64;

/**
 * The circles that some steps are part of, each once: Compose refuses `a -> b -> a` among the services that take part.
 * Source: compose-go graph/cycle.go (docs/docker-behaviour.md#service-mode-cycle). Between two of
 * them there are places at which others may go first.
 */
export function* dependencyCycles(steps: readonly Dependency[], services: Services): Generator<Cycle | Needs, void> {
  const known = new Set<string>();
  const told = new Set<ReadonlySet<Service>>();
  const circles = yield* circlesFrom(new Set(steps.map(({ service }) => service)), services);
  for (const { service, reference } of steps) {
    const target = services.get(reference.value.service);
    const circle = circles.get(service);
    if (target === undefined || circle?.has(target) !== true) continue;
    // Of a circle of hundreds nobody reads every way through it.
    if (circle.size > mostInCircle && told.has(circle)) continue;
    told.add(circle);
    const way = [service, ...wayBack(target, service, circle, services)];
    const names = way.map(({ name }) => name);
    const members = [...new Set(names)].sort().join(" ");
    if (known.has(members)) continue;
    known.add(members);
    const words = `dependency cycle detected: ${shortenedWay(names.length, (step) => names[step] ?? "").join(" -> ")}`;
    yield { kind: "dependency-cycle", words, service, way, at: reference.at, onlyWith: way };
  }
}

/** The services from one to another of a circle along their dependencies, the last included. */
function wayBack(from: Service, to: Service, circle: ReadonlySet<Service>, services: Services): Service[] {
  const seen = new Set([from]);
  const way: { readonly at: Service; readonly left: Iterator<Service> }[] = [];
  for (let current = from; current !== to;) {
    const entered = way.at(-1)?.at === current;
    if (!entered) way.push({ at: current, left: dependenciesOf(current, services).values() });
    const next = way.at(-1)?.left.next();
    if (next?.done === false) {
      if (!circle.has(next.value) || seen.has(next.value)) continue;
      seen.add(next.value);
      current = next.value;
    } else {
      way.pop();
      current = way.at(-1)?.at ?? to;
    }
  }
  return [...way.map(({ at }) => at), to];
}

function dependenciesOf({ references }: Service, services: Services): Service[] {
  return references.flatMap(({ value }) => services.get(value.service) ?? []);
}

/**
 * For each service that depends on itself through others, all that are in the same circle: the strongly connected components
 * (Tarjan's algorithm, without recursion).
 */
function* circlesFrom(
  roots: ReadonlySet<Service>,
  services: Services,
): Steps<ReadonlyMap<Service, ReadonlySet<Service>>> {
  const circles = new Map<Service, ReadonlySet<Service>>();
  const numbers = new Map<Service, number>();
  const lowest = new Map<Service, number>();
  const open: Service[] = [];
  const isOpen = new Set<Service>();
  const lower = (service: Service, number: number): void => {
    lowest.set(service, Math.min(lowest.get(service) ?? number, number));
  };
  for (const root of roots) {
    const visits: { readonly service: Service; readonly left: Iterator<Service> }[] = [];
    const enter = (service: Service): void => {
      lower(service, numbers.size);
      numbers.set(service, numbers.size);
      open.push(service);
      isOpen.add(service);
      visits.push({ service, left: dependenciesOf(service, services).values() });
    };
    if (!numbers.has(root)) enter(root);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { service, left } = visit;
      yield pause;
      const next = left.next();
      if (next.done !== true) {
        if (!numbers.has(next.value)) enter(next.value);
        else if (isOpen.has(next.value)) lower(service, numbers.get(next.value) ?? 0);
        continue;
      }
      visits.pop();
      const above = visits.at(-1);
      if (above !== undefined) lower(above.service, lowest.get(service) ?? 0);
      if (lowest.get(service) !== numbers.get(service)) continue;
      const circle = new Set(open.splice(open.lastIndexOf(service)));
      for (const member of circle) {
        isOpen.delete(member);
        circles.set(member, circle);
      }
    }
  }
  return circles;
}
