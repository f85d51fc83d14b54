import { inEnglish, say, type Text } from "../../../../shared/text";
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
  title: say`Docker's own networks cannot be joined as networks of a project`,
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
        : say`Compose refuses the network: "network ${name} was found but has incorrect label com.docker.compose.network set to """.`;
      const swarm = isProjectForSwarm(project);
      yield {
        at: named,
        message: swarm
          ? say`With \`docker compose up\`: ${why} \`docker stack deploy\`, for which this file is written, accepts the network.`
          : say`${why} Write \`network_mode: ${name}\` in the service instead.`,
        related: services.slice(0, 5).map(({ name: service, networks, at }) => ({
          at: networks?.value.find(({ value }) => value.network === network.key)?.at.node ?? at.key ?? at.node,
          message: say`${service} joins it`,
        })),
        // Swarm ignores the mode.
        fixes: () => (swarm ? [] : safe(modeInstead(services, name))),
        ...(swarm ? { severity: "hint" as const } : {}),
      };
    }
  },
});

/** The engine's words for each kind of container that joins (engine 20.10, Compose 2.40). */
function refusals(services: readonly Service[], network: Network, engine: EngineKind | undefined): string | Text {
  const namesBy = new Map<string, { readonly why: string | Text; readonly names: readonly string[] }>();
  for (const service of services) {
    const why = whyRefused(service, network, engine);
    const key = inEnglish(why);
    namesBy.set(key, { why, names: [...(namesBy.get(key)?.names ?? []), service.name] });
  }
  const each = [...namesBy.values()].map(({ why, names }) => say`Docker refuses to create ${listed(names)}${why}.`);
  return each.reduce((all, one) => say`${all} ${one}`);
}

function whyRefused({ networks }: Service, { key, name }: Network, engine: EngineKind | undefined): string | Text {
  const place = networks?.value.find(({ value }) => value.network === key)?.value;
  if ((name?.value ?? key) === "host" && (networks?.value.length ?? 0) > 1) {
    return `: "container sharing network namespace with another container or host cannot be connected to any other network"`;
  }
  if (place?.ipv4Address !== undefined || place?.ipv6Address !== undefined) {
    return `: "${addressRefused(engine)}"`;
  }
  return say`, since Compose gives each container an alias: "${aliasRefused(engine)}"`;
}

function nameOnEngine({ name, external, key }: Network): string | undefined {
  return name?.value ?? (external ? key : undefined);
}

function listed(names: readonly string[]): string | Text {
  return names.length > 3 ? say`${names.length} services` : names.join(", ");
}
