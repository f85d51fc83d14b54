import { say } from "../../../../shared/text";
import { serviceOfContainer } from "../../network/namespaces/namespace";
import { networkOf } from "../../network/networkOf";
import type { Dependency, Service } from "../../compose/model/service";
import type { Fix } from "../../linter/fix";
import type { Finding } from "../../linter/finding";
import { modeRepeated, namePlace } from "../../linter/place";
import { removeEntry, restartEntry } from "../fixes/dependsOnEntry";
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
  title: say`\`container:\` names a service of the same project`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    for (const service of network.sharing) {
      const mode = service.networkMode;
      if (mode?.value.kind !== "container") continue;
      const { container } = mode.value;
      const target = serviceOfContainer(container, project);
      if (target === undefined || target === service) continue;
      const entry = service.dependsOn.find((dependency) => dependency.service === target.name);
      // With it, Compose starts and restarts the two as with `service:`.
      if (entry?.restart !== false && entry !== undefined) continue;
      yield {
        at: mode.at.node,
        service,
        message: say`${container} is the container of the service ${target.name}. With \`container:\`, Compose ${entry === undefined ? say`does not start ${target.name} first and ` : ""}does not restart ${service.name} together with it. Write \`service:${target.name}\`${entry === undefined ? "" : say`, and \`restart: true\` in the \`depends_on\` entry of ${target.name}, or leave that entry out`}.`,
        related: [
          { at: target.containerName?.at.node ?? namePlace(target), message: say`the container of ${target.name}` },
          ...modeRepeated(service),
        ],
        fixes: () => asService(service, target, entry),
      };
    }
  },
});

/** Both together: an entry of `depends_on` that does not say `restart: true` takes the restart away from `service:` too. */
function asService(service: Service, target: Service, entry: Dependency | undefined): Fix[] {
  const written = writeMode(service, say`Write \`service:${target.name}\``, `service:${target.name}`);
  if (entry === undefined) return written;
  const change = restartEntry(entry) ?? removeEntry(entry);
  return change === undefined ? [] : written.map((each) => ({ ...each, changes: [...each.changes, change] }));
}
