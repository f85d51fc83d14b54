import type { Network } from "../compose/model/network";
import type { Finding } from "./finding";
import { isProjectForSwarm } from "./forSwarm";
import { modeInstead, servicesOn } from "./predefinedNetworks";
import { safe } from "./fix";
import { defineRule } from "./rule";

const predefined = ["host", "none", "bridge"];

/**
 * Compose gives every container an alias, and Docker's own networks take none: `network-scoped alias is supported only for
 * containers in user defined networks` (docker/compose#11055; engines 20.10 and 28.5, truth.md B). A network that is called
 * like one of them and not external is refused by Compose. `docker stack deploy` accepts them (truth.md D).
 */
export const predefinedNetworkJoined = defineRule({
  id: "predefined-network-joined",
  severity: "error",
  title: "Docker's own networks cannot be joined as networks of a project",
  perProject: function* (project): Generator<Finding> {
    for (const network of project.networks.values()) {
      const name = nameOnEngine(network);
      if (name === undefined || !predefined.includes(name)) continue;
      const services = servicesOn(network, project);
      // `docker stack deploy` joins them.
      if (services.length === 0 || services.some(({ deploy }) => deploy.forSwarm === "stated")) continue;
      const named = network.name?.at.node ?? network.at.key ?? network.at.node;
      const why = network.external
        ? `Docker refuses to create ${listed(services.map((each) => each.name))}, since Compose gives each container an alias: "network-scoped alias is supported only for containers in user defined networks".`
        : `Compose refuses the network: "network ${name} was found but has incorrect label com.docker.compose.network set to """.`;
      yield {
        at: named,
        message: `${why} Write \`network_mode: ${name}\` in the service instead.`,
        related: services.slice(0, 5).map(({ name: service, networks, at }) => ({
          at: networks?.value.find(({ value }) => value.network === network.key)?.at.node ?? at.key ?? at.node,
          message: `${service} joins it`,
        })),
        fixes: () => safe(modeInstead(services, name)),
        ...(isProjectForSwarm(project) ? { severity: "hint" as const } : {}),
      };
    }
  },
});

function nameOnEngine({ name, external, key }: Network): string | undefined {
  return name?.value ?? (external ? key : undefined);
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${String(names.length)} services` : names.join(", ");
}
