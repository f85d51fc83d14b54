import { say } from "../../../../shared/text";
import { formatRange } from "../../compose/model/port";
import type { Finding } from "../../linter/finding";
import { isForSwarm } from "../wording/forSwarm";
import { defineRule } from "../../linter/rule";

/**
 * A port that is published with `mode: host` is one of the node, so that Swarm places one task a node: `no suitable node
 * (host-mode port already in use on 1 node)` (docs/docker-behaviour.md#stack-host-port-replicas; measured with engine
 * 20.10).
 */
export const stackHostPortReplicas = defineRule({
  id: "stack-host-port-replicas",
  severity: "information",
  title: say`With \`mode: host\` of a port, Swarm runs one replica on each node`,
  concerns: isForSwarm,
  perService: function* (service): Generator<Finding> {
    const { ports, replicas } = service;
    if (replicas === undefined || replicas.value < 2) return;
    for (const { value, at } of ports?.value ?? []) {
      const { published, mode } = value;
      if (mode !== "host" || published === undefined || published === "ephemeral") continue;
      yield {
        at: at.node,
        message: say`With \`mode: host\`, each container of ${service.name} needs port ${formatRange(published)} of a node of its own; Swarm leaves the others pending: "no suitable node (host-mode port already in use on 1 node)". Use at least ${replicas.value} nodes, or remove \`mode: host\`.`,
        related: [{ at: replicas.at.node, message: say`${service.name} has ${replicas.value} containers` }],
      };
    }
  },
});
