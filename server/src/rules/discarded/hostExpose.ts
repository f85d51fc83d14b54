import { say } from "../../../../shared/text";
import { isHostMode } from "../../network/namespaces/namespace";
import type { Finding } from "../../linter/finding";
import { attributeKey, attributeOrigin, modePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/**
 * In host mode there is nothing to expose to: the engine takes it and does nothing
 * (docs/docker-behaviour.md#host-mode-expose, engines 20.10 and 28.5).
 */
export const hostExpose = defineRule({
  id: "host-expose",
  severity: "hint",
  title: say`Exposed ports have no effect in host mode`,
  concerns: isHostMode,
  perService: function* (service): Generator<Finding> {
    const [port] = service.expose;
    if (port === undefined) return;
    yield {
      at: attributeKey(port.at, "expose"),
      message: say`\`expose\` has no effect in host mode: ${service.name} listens on the host directly. Remove \`expose\`.`,
      related: [{ at: modePlace(service), message: say`${service.name} runs in the host's network namespace` }],
      fixes: () => takeAway(service, "expose", attributeOrigin(port.at, "expose")),
    };
  },
});
