import { say } from "../../../../shared/text";
import { type Needs, pause } from "../../compose/syntax/steps";
import { dependencyCycles, mostInCircle } from "../../compose/validate/cycles";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { refusesTheProject } from "../wording/refusesTheProject";
import { defineRule } from "../../linter/rule";

/**
 * Sharing a network makes a service depend on the other; a circle of dependencies is refused: `dependency cycle detected:
 * a -> b -> a` (compose-go graph/cycle.go, docs/docker-behaviour.md#service-mode-cycle). Circles of `depends_on` alone
 * are no business of networking.
 */
export const serviceModeCycle = defineRule({
  id: "service-mode-cycle",
  severity: "error",
  title: say`Services depend on each other in a cycle`,
  perProject: function* (project): Generator<Finding | Needs> {
    const modes = networkOf(project).sharing.flatMap((service) =>
      service.references.flatMap((reference) =>
        reference.value.attribute === "network_mode" && reference.at === service.networkMode?.at
          ? [{ service, reference }]
          : [],
      ),
    );
    for (const refusal of dependencyCycles(modes, project.services)) {
      if (!("kind" in refusal)) {
        yield pause;
        continue;
      }
      const { service, way, words, at } = refusal;
      const names = new Set(way.map(({ name }) => name));
      const { refuses, ...quieter } = refusesTheProject(refusal, project.profiles);
      const others = way.slice(1, mostInCircle + 1).filter((other) => other !== service);
      yield {
        at: at.node,
        service,
        message: say`${refuses}: "${words}". Give one of them its own network, or remove one dependency.`,
        related: others.flatMap((other) => {
          const reference = other.references.find(({ value }) => names.has(value.service));
          return reference
            ? [{ at: reference.at.node, message: say`${other.name} depends on ${reference.value.service}` }]
            : [];
        }),
        fixes: () => [service, ...others].flatMap((each) => leaveHostMode(each)),
        ...quieter,
      };
    }
  },
});
