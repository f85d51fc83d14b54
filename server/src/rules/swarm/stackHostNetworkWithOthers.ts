import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { isForSwarm, speaksToSwarm } from "../wording/forSwarm";
import { leaveNetwork } from "../fixes/leaveNetwork";
import { onHostNetwork } from "../refusedByEngine/predefinedNetworks";
import { defineRule } from "../../linter/rule";

/**
 * A task of Swarm that is on an external network called host and on another one is rejected: `container sharing network
 * namespace with another container or host cannot be connected to any other network` (measured with engine 20.10).
 */
export const stackHostNetworkWithOthers = defineRule({
  id: "stack-host-network-with-others",
  severity: "warning",
  title: say`In Swarm, a service on the host's network cannot join another network`,
  perProject: function* (project): Generator<Finding> {
    for (const { network, service } of onHostNetwork(project)) {
      const places = service.networks?.value ?? [];
      const here = places.find(({ value }) => value.network === network.key);
      const other = places.find(({ value }) => value.network !== network.key);
      if (here === undefined || other === undefined || !isForSwarm(service)) continue;
      yield {
        at: here.at.key ?? here.at.node,
        service,
        message: say`Swarm cannot start ${service.name}, which is on the host's network and on ${other.value.network}: "container sharing network namespace with another container or host cannot be connected to any other network". Remove one of the two.`,
        related: [
          { at: other.at.key ?? other.at.node, message: say`${service.name} joins ${other.value.network} here` },
          ...speaksToSwarm(service),
        ],
        fixes: () => leaveNetwork(service, network.key, here.at),
      };
    }
  },
});
