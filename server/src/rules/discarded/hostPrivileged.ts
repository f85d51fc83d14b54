import { say, type Text } from "../../../../shared/text";
import { isHostMode } from "../../network/namespaces/namespace";
import type { Origin } from "../../compose/values/value";
import type { Service } from "../../compose/model/service";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { takeAway, takeItem } from "../fixes/takeAway";

const powers: Readonly<Record<string, string | Text>> = {
  ALL: say`can change the host's addresses, routes and firewall`,
  NET_ADMIN: say`can change the host's addresses, routes and firewall`,
  NET_RAW: say`can read and forge packets on the host's interfaces`,
};

/**
 * SYS_ADMIN is none of them: `ip addr add` is refused (docs/docker-behaviour.md#host-mode-privileges). In host mode these powers are over the host's own network (docs/docker-behaviour.md#host-mode-privileges, engine
 * 28.5). A fifth of the host-mode services that people publish have them, and mean to
 * (docs/docker-behaviour.md#privileges-are-meant): a hint.
 */
export const hostPrivileged = defineRule({
  id: "host-privileged",
  severity: "hint",
  title: say`In host mode, network privileges apply to the host's network`,
  concerns: isHostMode,
  perService: function* (service): Generator<Finding> {
    if (service.privileged?.value === true) {
      const at = service.privileged.at;
      yield {
        ...finding(service, at, "privileged", powers.ALL ?? ""),
        fixes: () => takeAway(service, "privileged", at),
      };
    }
    for (const { value, at } of service.capAdd) {
      const name = value.toUpperCase().replace(/^CAP_/, "");
      const power = powers[name];
      if (power === undefined) continue;
      yield {
        ...finding(service, at, name, power),
        fixes: () => takeItem(say`Remove ${value} of ${service.name}`, at),
      };
    }
  },
});

function finding(service: Service, at: Origin, what: string, power: string | Text): Finding {
  return {
    at: at.node,
    message: say`In host mode with ${what}, ${service.name} ${power}, not only its own. Remove it if ${service.name} does not need it.`,
    related: [{ at: modePlace(service), message: say`${service.name} runs in the host's network namespace` }],
  };
}
