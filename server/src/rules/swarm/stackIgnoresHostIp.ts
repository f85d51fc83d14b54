import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { isForSwarm, speaksToSwarm } from "../wording/forSwarm";
import { defineRule } from "../../linter/rule";

/**
 * Swarm publishes on every address: `ignoring IP-address (127.0.0.1:8080:80) service will listen on '0.0.0.0'` (docker/cli
 * cli/compose/loader; docs/docker-behaviour.md#stack-host-ip). What was meant for the host alone is then open to
 * everybody.
 */
export const stackIgnoresHostIp = defineRule({
  id: "stack-ignores-host-ip",
  severity: "information",
  title: say`\`docker stack deploy\` ignores the host IP of a port`,
  concerns: isForSwarm,
  perService: function* (service): Generator<Finding> {
    const { ports } = service;
    for (const { value, at } of ports?.value ?? []) {
      if (value.hostIp === undefined || value.hostIp === "0.0.0.0" || value.hostIp === "::") continue;
      yield {
        at: at.node,
        message: say`\`docker stack deploy\` ignores ${value.hostIp} and publishes on every address: "service will listen on '0.0.0.0'". Close the port with a firewall, or publish it from a service outside the stack.`,
        related: speaksToSwarm(service),
      };
    }
  },
});
