import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Sourced } from "../../compose/values/value";
import { collectFromServices } from "../../compose/model/collectFromServices";
import { networkOf } from "../../network/networkOf";
import { addExtraHost } from "../fixes/addExtraHost";
import { removeItem } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { type Fix, fix } from "../../linter/fix";
import { modePlace, writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { takeItem } from "../fixes/takeAway";

const linkers = collectFromServices((service) => (service.links.length > 0 ? [service] : []));

/**
 * A service in host mode has no address on a bridge to link to. From the default bridge the engine refuses the link with the
 * words of host mode; from a network of the project the container starts and the name is NXDOMAIN (engines 20.10 and 28.5,
 * docs/docker-behaviour.md#link-to-host).
 */
export const linkToHost = defineRule({
  id: "link-to-host",
  severity: "error",
  title: say`A link to a service in host mode does not work`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    if (!network.moded.some((service) => network.isOnHost(service))) return;
    for (const service of linkers(project)) {
      const { kind } = network.namespaceOf(service);
      if (kind !== "networks" && kind !== "default-bridge") continue;
      for (const link of service.links) {
        const target = project.services.get(link.value.split(":")[0] ?? "");
        if (target === undefined || !network.isOnHost(target)) continue;
        const gateway = say`Replace the link by \`extra_hosts: ["${target.name}:host-gateway"]\`.`;
        yield {
          at: link.at.node,
          service,
          message:
            kind === "default-bridge"
              ? say`Docker refuses to start ${service.name}, since ${target.name} runs in host mode: "conflicting options: host type networking can't be used with links. This would result in undefined behavior". ${gateway}`
              : say`${target.name} runs in host mode and shares no network with ${service.name}, so the name of the link does not resolve. ${gateway}`,
          related: [{ at: modePlace(target), message: say`${target.name} runs in the host's network namespace` }],
          fixes: () => [...throughGateway(service, target, link), ...takeItem(say`Remove the link`, link.at)],
          ...(kind === "default-bridge" ? {} : { severity: "warning" as const }),
        };
      }
    }
  },
});

function throughGateway(service: Service, target: Service, link: Sourced<string>): Fix[] {
  const name = link.value.split(":").at(-1) ?? target.name;
  const cut = writtenInPlace(link.at) ? removeItem(link.at.node) : undefined;
  const added = addExtraHost(service, `${name}:host-gateway`, service.links.length === 1 ? "links" : undefined);
  // A list that loses its only item is replaced by the other attribute in one change.
  if (service.links.length === 1) return fix(say`Reach ${name} through the host's gateway`, added);
  return fix(say`Reach ${name} through the host's gateway`, cut, added);
}
