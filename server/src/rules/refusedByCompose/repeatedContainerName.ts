import { say } from "../../../../shared/text";
import { repeatedContainerNames } from "../../compose/validate/containerNames";
import type { Service } from "../../compose/model/service";
import type { NameInUse } from "../../compose/validate/refusal";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";
import { networkOf } from "../../network/networkOf";
import { takeAway } from "../fixes/takeAway";
import { isForSwarm } from "../wording/forSwarm";
import { refusesTheProject } from "../wording/refusesTheProject";

/**
 * The name of a container is one container's alone: Compose refuses a service of several containers that has a `container_name`,
 * and to start two services with the same one together (docs/docker-behaviour.md#container-names).
 */
export const repeatedContainerName = defineRule({
  id: "repeated-container-name",
  severity: "error",
  title: say`One container name for several containers`,
  perProject: function* (project): Generator<Finding> {
    for (const refusal of repeatedContainerNames(networkOf(project).named)) {
      yield refusal.other === undefined ? severalContainers(refusal) : twoServices(refusal, refusal.other);
    }
  },
});

function severalContainers(refusal: NameInUse): Finding {
  const { service, at, words } = refusal;
  const { replicas } = service;
  const { refuses, ...quieter } = refusesTheProject(refusal);
  return {
    at: at.node,
    service,
    message: say`${refuses}: "${words}". ${service.name} has ${replicas?.value ?? 0} containers. Remove \`container_name\`, or the replicas.`,
    related:
      replicas === undefined
        ? []
        : [{ at: replicas.at.node, message: say`${service.name} gets several containers here` }],
    fixes: () => takeAway(service, "container_name", at),
    ...quieter,
    // Swarm names its containers itself.
    ...(isForSwarm(service) ? { severity: "hint" as const } : {}),
  };
}

/** A hint: of variants of one service people start one, by its name, and Compose takes that. */
function twoServices({ service, at }: NameInUse, other: Service): Finding {
  const name = service.containerName;
  return {
    at: at.node,
    service,
    severity: "hint",
    message: say`Compose refuses to start ${other.name} and ${service.name} together: both containers are called ${name?.value ?? ""}. Start one of them by its name, or write another \`container_name\`.`,
    related:
      other.containerName === undefined
        ? []
        : [{ at: other.containerName.at.node, message: say`${other.name} has the same container name` }],
    fixes: () => takeAway(service, "container_name", at),
  };
}
