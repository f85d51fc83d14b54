import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { refusal } from "../wording/profiles";
import { defineRule } from "../../linter/rule";

/**
 * Sharing a network makes a service depend on the other; a circle of dependencies is refused: `dependency cycle detected:
 * a -> b -> a` (compose-go graph/cycle.go, docs/docker-behaviour.md#service-mode-cycle). Circles of `depends_on` alone
 * are no business of networking.
 */
export const serviceModeCycle = defineRule({
  id: "service-mode-cycle",
  severity: "error",
  title: "Services that wait for each other's network",
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    const known = new Set<string>();
    const circles = circlesAmong(network.moded, project);
    const told = new Set<ReadonlySet<Service>>();
    for (const service of network.moded) {
      const mode = service.networkMode;
      if (mode?.value.kind !== "service") continue;
      const target = project.services.get(mode.value.service);
      const circle = circles.get(service);
      if (target === undefined || circle?.has(target) !== true) continue;
      // Of a circle of hundreds nobody reads every way through it.
      if (circle.size > mostInCircle && told.has(circle)) continue;
      told.add(circle);
      const back = wayBack(target, service, circle, project);
      const members = [...new Set(back)].sort().join(" ");
      if (known.has(members)) continue;
      known.add(members);
      const { refuses, ...quieter } = refusal(service);
      const others = back
        .slice(0, mostInCircle)
        .flatMap((name) => project.services.get(name) ?? [])
        .filter((other) => other !== service);
      const chain = back.length > mostInCircle ? [...back.slice(0, mostInCircle / 2), "...", service.name] : back;
      yield {
        at: mode.at.node,
        service,
        message: `${refuses}: "dependency cycle detected: ${[service.name, ...chain].join(" -> ")}". Let one of them have a network of its own, or wait for nobody.`,
        related: others.flatMap((other) => {
          const reference = other.references.find(({ value }) => back.includes(value.service));
          return reference
            ? [{ at: reference.at.node, message: `${other.name} depends on ${reference.value.service}` }]
            : [];
        }),
        fixes: () => [service, ...others].flatMap((each) => leaveHostMode(each)),
        ...quieter,
      };
    }
  },
});

/** Larger circles are told of once, and not service by service. */
const mostInCircle = 64;

/** The services from one to another of a circle along their dependencies, the last included. */
function wayBack(from: Service, to: Service, circle: ReadonlySet<Service>, project: Project): string[] {
  const seen = new Set([from]);
  const way: { readonly at: Service; readonly left: Iterator<Service> }[] = [];
  for (let current = from; current !== to;) {
    const entered = way.at(-1)?.at === current;
    if (!entered) way.push({ at: current, left: dependenciesOf(current, project).values() });
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
  return [...way.map(({ at }) => at.name), to.name];
}

function dependenciesOf({ references }: Service, project: Project): Service[] {
  return references.flatMap(({ value }) => project.services.get(value.service) ?? []);
}

/**
 * For each service that depends on itself through others, all that are in the same circle: the strongly connected components
 * (Tarjan's algorithm, without recursion).
 */
function circlesAmong(services: readonly Service[], project: Project): ReadonlyMap<Service, ReadonlySet<Service>> {
  const circles = new Map<Service, ReadonlySet<Service>>();
  const numbers = new Map<Service, number>();
  const lowest = new Map<Service, number>();
  const open: Service[] = [];
  const isOpen = new Set<Service>();
  const lower = (service: Service, number: number): void => {
    lowest.set(service, Math.min(lowest.get(service) ?? number, number));
  };
  for (const root of services) {
    const visits: { readonly service: Service; readonly left: Iterator<Service> }[] = [];
    const enter = (service: Service): void => {
      lower(service, numbers.size);
      numbers.set(service, numbers.size);
      open.push(service);
      isOpen.add(service);
      visits.push({ service, left: dependenciesOf(service, project).values() });
    };
    if (!numbers.has(root)) enter(root);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { service, left } = visit;
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
