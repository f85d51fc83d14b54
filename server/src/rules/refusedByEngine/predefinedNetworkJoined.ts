import type { EngineKind } from "../../../../shared/engineKind";
import type { Network } from "../../compose/model/network";
import type { Service } from "../../compose/model/service";
import type { Finding } from "../../linter/finding";
import { addressRefused, aliasRefused } from "../wording/engineMessages";
import { isProjectForSwarm } from "../wording/forSwarm";
import { modeInstead, servicesOn } from "./predefinedNetworks";
import { safe } from "../../linter/fix";
import { defineRule } from "../../linter/rule";

const predefined = ["host", "none", "bridge"];

/**
 * Compose gives every container an alias, and Docker's own networks take none (docker/compose#11055; engines 20.10 and
 * 28.5, docs/docker-behaviour.md#predefined-networks). A network that is called like one of them and not external is refused
 * by Compose. `docker stack deploy` accepts them (docs/docker-behaviour.md#stack-host-network).
 */
export const predefinedNetworkJoined = defineRule({
  id: "predefined-network-joined",
  severity: "error",
  title: "Docker's own networks cannot be joined as networks of a project",
  perProject: function* (project, engine): Generator<Finding> {
    for (const network of project.networks.values()) {
      const name = nameOnEngine(network);
      if (name === undefined || !predefined.includes(name)) continue;
      // With a mode as well, Compose refuses them before, in other words.
      const services = servicesOn(network, project).filter(({ networkMode }) => networkMode === undefined);
      // `docker stack deploy` joins them.
      if (services.length === 0 || services.some(({ deploy }) => deploy.forSwarm === "stated")) continue;
      const named = network.name?.at.node ?? network.at.key ?? network.at.node;
      const why = network.external
        ? refusals(services, network, engine)
        : `Compose refuses the network: "network ${name} was found but has incorrect label com.docker.compose.network set to """.`;
      const swarm = isProjectForSwarm(project);
      yield {
        at: named,
        message: swarm
          ? `With \`docker compose up\`: ${why} \`docker stack deploy\`, for which this file is written, accepts the network.`
          : `${why} Write \`network_mode: ${name}\` in the service instead.`,
        related: services.slice(0, 5).map(({ name: service, networks, at }) => ({
          at: networks?.value.find(({ value }) => value.network === network.key)?.at.node ?? at.key ?? at.node,
          message: `${service} joins it`,
        })),
        // Swarm ignores the mode.
        fixes: () => (swarm ? [] : safe(modeInstead(services, name))),
        ...(swarm ? { severity: "hint" as const } : {}),
      };
    }
  },
});

/** The engine's words for each kind of container that joins (engine 20.10, Compose 2.40). */
function refusals(services: readonly Service[], network: Network, engine: EngineKind | undefined): string {
  const namesBy = new Map<string, string[]>();
  for (const service of services) {
    const why = whyRefused(service, network, engine);
    namesBy.set(why, [...(namesBy.get(why) ?? []), service.name]);
  }
  return [...namesBy].map(([why, names]) => `Docker refuses to create ${listed(names)}${why}.`).join(" ");
}

function whyRefused({ networks }: Service, { key, name }: Network, engine: EngineKind | undefined): string {
  const place = networks?.value.find(({ value }) => value.network === key)?.value;
  if ((name?.value ?? key) === "host" && (networks?.value.length ?? 0) > 1) {
    return ': "container sharing network namespace with another container or host cannot be connected to any other network"';
  }
  if (place?.ipv4Address !== undefined || place?.ipv6Address !== undefined) {
    return `: "${addressRefused(engine)}"`;
  }
  return `, since Compose gives each container an alias: "${aliasRefused(engine)}"`;
}

function nameOnEngine({ name, external, key }: Network): string | undefined {
  return name?.value ?? (external ? key : undefined);
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.length} services` : names.join(", ");
}
