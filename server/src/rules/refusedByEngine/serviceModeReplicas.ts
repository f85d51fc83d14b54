import { say } from "../../../../shared/text";
import { networkOf } from "../../network/networkOf";
import type { Service } from "../../compose/model/service";
import type { Finding } from "../../linter/finding";
import { replaceScalar } from "../fixes/edits";
import { fix } from "../../linter/fix";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { modePlace, modeRepeated, namePlace, writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * A namespace is one container's: with none of x there is nothing to share (`cannot share network namespace with service b:
 * container missing`), with several Compose joins one of them (docs/docker-behaviour.md#service-mode-replicas; Compose
 * 2.40).
 */
export const serviceModeReplicas = defineRule({
  id: "service-mode-replicas",
  severity: "warning",
  title: say`A service whose network is shared must have exactly one container`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    for (const service of network.sharing) {
      const mode = service.networkMode;
      if (mode?.value.kind !== "service") continue;
      const target = project.services.get(mode.value.service);
      const count = target?.replicas;
      if (target?.provided === true) yield ofProvider(service, target);
      if (target === undefined || target.provided || count === undefined || count.value === 1) continue;
      const name = target.name;
      const none = count.value === 0;
      yield {
        at: mode.at.node,
        service,
        message: none
          ? say`${service.name} cannot start while ${name} has no container: "cannot share network namespace with service ${name}: container missing". Run one container of ${name}, or remove \`network_mode\`.`
          : say`${name} has ${count.value} containers, and ${service.name} shares the network namespace of only one of them. Run one container of ${name}, or give ${service.name} its own network.`,
        related: [{ at: count.at.node, message: say`${name} has ${count.value} containers` }, ...modeRepeated(service)],
        fixes: () => [
          ...fix(
            say`Run one container of ${name}`,
            writtenInPlace(count.at) ? replaceScalar(count.at.node, "1") : undefined,
          ),
          ...leaveHostMode(service),
        ],
        ...(none ? {} : { severity: "information" as const }),
      };
    }
  },
});

/** What a provider runs is no container of the project. */
function ofProvider(service: Service, target: Service): Finding {
  return {
    at: modePlace(service),
    service,
    message: say`${service.name} cannot start: ${target.name} is run by a \`provider\`, not as a container, so that it has no network namespace to share: "cannot share network namespace with service ${target.name}: container missing". Remove \`network_mode\`.`,
    related: [{ at: namePlace(target), message: say`${target.name} has a \`provider\`` }, ...modeRepeated(service)],
    fixes: () => leaveHostMode(service),
  };
}
