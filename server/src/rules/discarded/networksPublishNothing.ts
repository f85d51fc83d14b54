import { say, type Text } from "../../../../shared/text";
import { formatRange } from "../../compose/model/port";
import type { Network } from "../../compose/model/network";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { collectFromServicesWith } from "../../compose/model/collectFromServices";
import { isPartial } from "../../network/namespaces/namespace";
import { isOnLan, networksWithoutPublish } from "../../network/ports/publishingNetworks";
import type { Finding } from "../../linter/finding";
import { safe } from "../../linter/fix";
import { listed } from "../../linter/listed";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";
import { isForSwarm } from "../wording/forSwarm";

/** What is published on no network of a service. */
interface Unpublished {
  readonly service: Service;
  readonly networks: readonly Network[];
}

const unpublished: (project: Project) => readonly Unpublished[] = collectFromServicesWith(
  ({ networks }) => [networks],
  (service, project) => {
    const networks = publishingNothing(service, project);
    return networks.length === 0 ? [] : [{ service, networks }];
  },
);

/**
 * Docker publishes ports through a bridge that leads outside: on internal networks and on those of the LAN nothing listens, and
 * nobody warns (docs/docker-behaviour.md#internal-network-ports and #lan-network-ports, engine 28.5).
 */
export const networksPublishNothing = defineRule({
  id: "networks-publish-nothing",
  severity: "warning",
  title: say`Ports are published on networks that publish nothing`,
  perProject: function* (project): Generator<Finding> {
    for (const { service, networks } of unpublished(project)) {
      const { ports } = service;
      if (ports === undefined || isPartial(service, project)) continue;
      const targets = ports.value.flatMap(({ value: { target } }) =>
        target === undefined ? [] : [formatRange(target)],
      );
      const onLan = networks.every(isOnLan);
      const instead =
        onLan && targets.length > 0
          ? say`${service.name} answers on its own address at ${listed([...new Set(targets)])}. Remove \`ports\``
          : say`Put ${service.name} on another network too, or remove \`ports\``;
      yield {
        // What is said of all items stands once, on the first one.
        at: ports.value[0]?.at.node ?? ports.at.node,
        service,
        message: say`Docker publishes no port of ${service.name} and does not say so: ${kinds(networks)}. ${instead}.`,
        related: networks.map(({ key, at }) => ({ at: at.key ?? at.node, message: say`the network ${key}` })),
        fixes: () => safe(takeAway(service, "ports", ports.at)),
      };
    }
  },
});

/** The networks of a service where none of them publishes anything; none where one may, or is not known. */
function publishingNothing(service: Service, project: Project): Network[] {
  const { ports, networkMode, networkModeUnknown } = service;
  if (ports === undefined || ports.value.length === 0 || networkMode !== undefined || networkModeUnknown) return [];
  if (service.provided || isForSwarm(service)) return [];
  return networksWithoutPublish(service, project);
}

function kinds(networks: readonly Network[]): string | Text {
  const named = networks.map(
    (network) => say`${network.key} is ${isOnLan(network) ? String(network.driver?.value) : "internal"}`,
  );
  return say`${networks.length > 1 ? say`of its networks ` : say`its network `}${listed(named)}`;
}
