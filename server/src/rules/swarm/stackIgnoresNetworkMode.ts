import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Finding } from "../../linter/finding";
import { isForSwarm, speaksToSwarm } from "../wording/forSwarm";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { defineRule } from "../../linter/rule";

/**
 * `docker stack deploy` drops the mode (`Ignoring unsupported options: network_mode`) and runs the service on the overlay, where
 * its ports are published (docker/cli cli/compose/types; docs/docker-behaviour.md#stack-ignores). Compose itself takes
 * replicas: they alone are a hint.
 */
export const stackIgnoresNetworkMode = defineRule({
  id: "stack-ignores-network-mode",
  severity: "information",
  title: say`\`docker stack deploy\` ignores the network mode`,
  perService: function* (service): Generator<Finding> {
    const { deploy, ignoredByStack } = service;
    const { networkMode } = ignoredByStack;
    if (networkMode === undefined || networkMode.value.kind === "default" || deploy.forSwarm === "no") return;
    yield {
      at: networkMode.at.node,
      message: say`\`docker stack deploy\`${reason(service)} ignores the network mode ("Ignoring unsupported options: network_mode") and runs ${service.name} on an overlay network. \`docker compose up\` applies it. ${networkMode.value.kind === "host" ? say`For Swarm, join an external network named host instead.` : say`Remove it from files for Swarm.`}`,
      related: speaksToSwarm(service),
      fixes: () => leaveHostMode({ ...service, networkMode }),
      ...(isForSwarm(service) ? {} : { severity: "hint" as const }),
    };
  },
});

function reason({ deploy, name }: Service): string | Text {
  switch (deploy.forSwarm) {
    case "stated":
      return "";
    case "possible":
      return say`, which also accepts the replicas of ${name},`;
    default:
      return deploy.at === undefined
        ? say`, for which this file is named,`
        : say`, for which \`deploy\` of ${name} is written,`;
  }
}
