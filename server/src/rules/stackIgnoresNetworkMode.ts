import { isHostMode } from "../network/namespace";
import { attributeKey } from "./place";
import type { Finding } from "./finding";
import { leaveHostMode } from "./leaveHostMode";
import { defineRule } from "./rule";

/**
 * `docker stack deploy` drops the mode (`Ignoring unsupported options: network_mode`) and runs the service on the overlay, where
 * its ports are published (docker/cli cli/compose/types; truth.md D). Said where `deploy` speaks to Swarm.
 */
export const stackIgnoresNetworkMode = defineRule({
  id: "stack-ignores-network-mode",
  severity: "information",
  title: "`docker stack deploy` ignores the network mode",
  perService: function* (service): Generator<Finding> {
    const { networkMode, deploy } = service;
    if (networkMode === undefined || networkMode.value.kind === "default" || deploy.at === undefined) return;
    // Compose itself takes replicas: they alone say nothing of Swarm.
    if (!deploy.speaksToSwarm) return;
    yield {
      at: networkMode.at.node,
      message: `\`docker stack deploy\`, for which \`deploy\` of ${service.name} is written, says "Ignoring unsupported options: network_mode" and runs it on an overlay network. ${isHostMode(service) ? "There, attach it to an external network called host instead" : "Remove it from a file for Swarm"}; \`docker compose up\` does heed it.`,
      related: [{ at: attributeKey(deploy.at, "deploy"), message: "this speaks to Swarm" }],
      fixes: () => leaveHostMode(service),
    };
  },
});
