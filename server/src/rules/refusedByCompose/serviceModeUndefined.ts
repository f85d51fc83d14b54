import { say } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { undefinedServices } from "../../compose/validate/undefined";
import { closest } from "../fixes/closest";
import type { Finding } from "../../linter/finding";
import type { Fix } from "../../linter/fix";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { modeRepeated } from "../../linter/place";
import { isCompleteBut } from "./completeByItself";
import { refusesTheProject } from "../wording/refusesTheProject";
import { writeMode } from "../fixes/writeMode";
import { defineRule } from "../../linter/rule";
import { switchedOff } from "./switchedOff";
import { isTemplate } from "../wording/template";

/**
 * `network_mode: service:x` needs x: Compose refuses the project where there is none, or where its profile is not enabled:
 * `service "a" depends on undefined service "x"` (compose-go loader/validate.go,
 * docs/docker-behaviour.md#service-mode-undefined). Where files may be missing, x may be in one of them: a hint.
 */
export const serviceModeUndefined = defineRule({
  id: "service-mode-undefined",
  severity: "error",
  title: say`\`service:\` names a service that does not exist`,
  perProject: function* (project): Generator<Finding> {
    let complete: boolean | undefined;
    for (const refusal of undefinedServices(project)) {
      const { service, reference, target, words } = refusal;
      const mode = service.networkMode;
      if (reference.value.attribute !== "network_mode" || mode?.value.kind !== "service") continue;
      if (target !== undefined) {
        const finding = switchedOff(refusal, project);
        if (finding !== undefined) yield { at: mode.at.node, ...finding };
        continue;
      }
      const name = mode.value.service;
      if (isTemplate(name)) continue;
      const { refuses, ...quieter } = refusesTheProject(refusal, project.profiles);
      const certain = name === "" || (complete ??= isCompleteBut("service", project));
      yield {
        at: mode.at.node,
        service,
        message: say`${refuses}: "${words}". ${name === "" ? say`Write the name of a service after \`service:\`` : say`There is no service ${name}${certain ? "" : say` in the files of this project that Hostside knows`}. Name an existing one`}, or remove \`network_mode\`.`,
        related: modeRepeated(service),
        fixes: () => [...nameAnother(service, name, project), ...leaveHostMode(service)],
        ...(certain ? quieter : { severity: "hint" as const }),
      };
    }
  },
});

function nameAnother(service: Service, wanted: string, project: Project): Fix[] {
  const others = [...project.services.keys()].filter((name) => name !== service.name);
  return closest(wanted, others, wanted === "" ? 99 : 3).flatMap((name) =>
    writeMode(service, say`Share the network of ${name}`, `service:${name}`),
  );
}
