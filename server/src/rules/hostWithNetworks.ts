import type { Service } from "../compose/model/service";
import { isHostMode } from "../network/namespace";
import { removePair } from "./edits";
import type { Finding } from "./finding";
import { type Fix, fix } from "./fix";
import { leaveHostMode } from "./leaveHostMode";
import { inLastLayer, pairOf, writtenInPlace } from "./place";
import { resetInLayer } from "./resetInLayer";
import { defineRule } from "./rule";

/**
 * Compose refuses the project: "service web declares mutually exclusive `network_mode` and `networks`" (compose-go
 * loader/validate.go, since Compose 2.17.3; 1.x said 'network_mode' and 'networks' cannot be combined). An empty list is
 * accepted; a service of a profile that is not enabled is not checked (truth.md A).
 */
export const hostWithNetworks = defineRule({
  id: "host-with-networks",
  severity: "error",
  title: "A service in host mode cannot be on networks",
  perService: function* (service): Generator<Finding> {
    const { networkMode, networks } = service;
    if (!isHostMode(service) || networkMode === undefined || networks === undefined) return;
    if (networks.value.length === 0) return;
    const profiled = (service.profiles?.length ?? 0) > 0;
    const networksAt = networks.value[0]?.at ?? networks.at;
    const below = inLastLayer(networkMode.at, service) && !inLastLayer(networksAt, service);
    const networksPlace = networks.at.key ?? networks.at.node;
    const refuses = `Compose refuses the project${profiled ? ` once a profile of ${service.name} is enabled` : ""}: "service ${service.name} declares mutually exclusive \`network_mode\` and \`networks\`".`;
    yield {
      at: below ? networkMode.at.node : networksPlace,
      message: `${refuses} ${below ? "Write `networks: !reset []` here" : "Remove `networks`"}, or leave host mode.`,
      related: [
        below
          ? { at: networksAt.node, message: `${service.name} joins a network here` }
          : { at: networkMode.at.node, message: `${service.name} runs in the host's network namespace` },
      ],
      fixes: () => [
        ...(below ? resetInLayer(service, "networks") : removeNetworks(service)),
        ...leaveHostMode(service),
      ],
      ...(profiled ? { severity: "warning" as const } : {}),
    };
  },
});

function removeNetworks(service: Service): Fix[] {
  const at = service.networks?.at;
  const pair = at && pairOf(at);
  const change = pair !== undefined && writtenInPlace(at) ? removePair(pair) : undefined;
  return fix(`Remove \`networks\` of ${service.name}`, change);
}
