import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { attributeOrigin, modePlace, pairOf, writtenInPlace } from "../../linter/place";
import { removePair } from "../fixes/edits";
import { type Fix, fix } from "../../linter/fix";
import { defineRule } from "../../linter/rule";
import { takeAway, takeItem } from "../fixes/takeAway";
import type { Service } from "../../compose/model/service";
import type { Assignment } from "../../compose/model/attributes";
import { networkOf } from "../../network/networkOf";

/**
 * runc sets no `net.*` sysctl in a namespace that is the host's: `sysctl "net.core.somaxconn" not allowed in host network
 * namespace`, also where the namespace is shared with a service in host mode (runc libcontainer/configs/validate; engines
 * 20.10 and 28.5, docs/docker-behaviour.md#host-mode-sysctls).
 */
export const hostNetSysctl = defineRule({
  id: "host-net-sysctl",
  severity: "error",
  title: say`Network sysctls are refused in host mode`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    for (const service of network.moded) {
      if (service.sysctls.length === 0 || !network.isOnHost(service)) continue;
      const { owner } = network.namespaceOf(service);
      const why =
        owner === service || owner === undefined
          ? say`in host mode`
          : say`in the host's network namespace, which it gets from ${owner.name}`;
      for (const sysctl of service.sysctls) {
        if (!sysctl.key.startsWith("net.")) continue;
        yield {
          at: sysctl.at.key ?? sysctl.at.node,
          service,
          message: say`${service.name} runs ${why}, so Docker cannot start it: "sysctl "${sysctl.key}" not allowed in host network namespace". Remove it; if you need it, set it on the host with \`sysctl -w\`.`,
          related: [
            {
              at: modePlace(owner ?? service),
              message: say`${(owner ?? service).name} runs in the host's network namespace`,
            },
          ],
          fixes: () => removal(service, sysctl),
        };
      }
    }
  },
});

function removal(service: Service, sysctl: Assignment): Fix[] {
  if (service.sysctls.length === 1) return takeAway(service, "sysctls", attributeOrigin(sysctl.at, "sysctls"));
  const pair = pairOf(sysctl.at);
  const title = say`Remove ${sysctl.key}`;
  if (pair === undefined) return takeItem(title, sysctl.at);
  return fix(title, writtenInPlace(sysctl.at) ? removePair(pair) : undefined);
}
