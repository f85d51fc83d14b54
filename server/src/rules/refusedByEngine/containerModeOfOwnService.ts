import { serviceOfContainer } from "../../network/namespaces/namespace";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { modeRepeated, namePlace } from "../../linter/place";
import { writeMode } from "../fixes/writeMode";
import { defineRule } from "../../linter/rule";

/**
 * `container:` is no dependency to Compose, `service:` is one (compose-go types/types.go, GetDependencies): the container may
 * not be there yet (`No such container: x`), and a restart of it leaves the sharer in a dead namespace
 * (docs/docker-behaviour.md#container-mode-target and #dead-namespace).
 */
export const containerModeOfOwnService = defineRule({
  id: "container-mode-of-own-service",
  severity: "information",
  title: "`container:` names a service of the same project",
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    for (const service of network.moded) {
      const mode = service.networkMode;
      if (mode?.value.kind !== "container") continue;
      const { container } = mode.value;
      const target = serviceOfContainer(container, project);
      if (target === undefined || target === service) continue;
      const waits = service.dependsOn.some((dependency) => dependency.service === target.name);
      yield {
        at: mode.at.node,
        service,
        message: `${container} is the container of the service ${target.name}. With \`container:\`, Compose ${waits ? "" : `does not start ${target.name} first and `}does not restart ${service.name} together with it. Write \`service:${target.name}\`.`,
        related: [
          { at: target.containerName?.at.node ?? namePlace(target), message: `the container of ${target.name}` },
          ...modeRepeated(service),
        ],
        fixes: () => writeMode(service, `Write \`service:${target.name}\``, `service:${target.name}`),
      };
    }
  },
});
