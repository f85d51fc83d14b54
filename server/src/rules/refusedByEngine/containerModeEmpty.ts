import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { modeRepeated } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * `container:` names nobody: `invalid network mode: invalid container format container:<name|id>`
 * (docs/docker-behaviour.md#container-mode-empty, all engines).
 */
export const containerModeEmpty = defineRule({
  id: "container-mode-empty",
  severity: "error",
  title: say`\`container:\` names no container`,
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode;
    if (mode?.value.kind !== "container" || mode.value.container !== "") return;
    yield {
      at: mode.at.node,
      message: say`Docker refuses to create ${service.name}: "invalid network mode: invalid container format container:<name|id>". Write the name of a container after \`container:\`, or remove \`network_mode\`.`,
      related: modeRepeated(service),
      fixes: () => leaveHostMode(service),
    };
  },
});
