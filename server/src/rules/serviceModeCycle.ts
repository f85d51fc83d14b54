import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import { networkOf } from "../network/networkOf";
import type { Finding } from "./finding";
import { leaveHostMode } from "./leaveHostMode";
import { refusal } from "./profiles";
import { defineRule } from "./rule";

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
    for (const service of network.moded) {
      const mode = service.networkMode;
      if (mode?.value.kind !== "service") continue;
      const target = project.services.get(mode.value.service);
      const back = target && wayBack(target, service, project);
      if (back === undefined) continue;
      const members = [...new Set(back)].sort().join(" ");
      if (known.has(members)) continue;
      known.add(members);
      const { refuses, ...quieter } = refusal(service);
      const others = back.flatMap((name) => project.services.get(name) ?? []).filter((other) => other !== service);
      yield {
        at: mode.at.node,
        service,
        message: `${refuses}: "dependency cycle detected: ${[service.name, ...back].join(" -> ")}". Let one of them have a network of its own, or wait for nobody.`,
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

/** The services from one to another along their dependencies, both included. */
function wayBack(from: Service, to: Service, project: Project): string[] | undefined {
  const seen = new Set<Service>();
  const visit = (current: Service): string[] | undefined => {
    if (current === to) return [to.name];
    if (seen.has(current)) return undefined;
    seen.add(current);
    for (const { value } of current.references) {
      const next = project.services.get(value.service);
      const rest = next && visit(next);
      if (rest !== undefined) return [current.name, ...rest];
    }
    return undefined;
  };
  return visit(from);
}
