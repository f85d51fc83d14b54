import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import { isHostMode } from "../../network/namespaces/namespace";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { publishOutOfHostMode } from "../fixes/publishOutOfHostMode";
import { defineRule } from "../../linter/rule";

/**
 * A service that others call by its name, and that asks for nothing of the host, would be found on a network, and would keep
 * its ports to itself.
 */
export const hostModeNeedless = defineRule({
  id: "host-mode-needless",
  severity: "hint",
  title: say`A service that others call by name is in host mode for no visible reason`,
  perProject: function* (project): Generator<Finding | Needs> {
    const network = networkOf(project);
    const candidates = new Map(
      network.moded
        .filter((service) => isHostMode(service) && !reachesForHost(service))
        .map((each) => [each.name, each]),
    );
    if (candidates.size === 0) return;
    for (const { service: caller, mention } of network.knownMentions) {
      yield pause;
      if (isHostMode(caller)) continue;
      const target = candidates.get(mention.name);
      if (target === undefined || target === caller || network.unresolved(caller, target) === undefined) continue;
      candidates.delete(mention.name);
      yield {
        at: modePlace(target),
        service: target,
        message: say`${caller.name} calls ${target.name} by name, but Docker gives a service in host mode no name. If ${target.name} does not need host mode (nothing in the files shows that it does), remove \`network_mode\`.`,
        related: [{ at: mention.at, message: say`${caller.name} names it here` }],
        fixes: () => publishOutOfHostMode(target),
      };
    }
  },
});

function reachesForHost(service: Service): boolean {
  return service.privileged?.value === true || service.capAdd.length > 0 || (service.ports?.value.length ?? 0) > 0;
}
