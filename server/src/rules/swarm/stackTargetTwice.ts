import { say } from "../../../../shared/text";
import { formatRange } from "../../compose/model/port";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";
import { isForSwarm } from "../wording/forSwarm";

/**
 * Of two ports of the node for one container port Swarm publishes one (docs/docker-behaviour.md#stack-ipv4-address; measured
 * with engine 28.5).
 */
export const stackTargetTwice = defineRule({
  id: "stack-target-twice",
  severity: "warning",
  title: say`With \`mode: host\`, Swarm publishes a container port once`,
  perService: function* (service): Generator<Finding> {
    // `mode: host` is for Swarm alone; where nothing else says that the service is, it may be a leftover.
    if (!isForSwarm(service) && service.networkMode !== undefined) return;
    const quieter = isForSwarm(service) ? {} : { severity: "hint" as const };
    const first = new Map<string, (typeof ports)[number]>();
    const ports = (service.ports?.value ?? []).filter(({ value }) => value.mode === "host");
    for (const port of ports) {
      const { target, protocol, published } = port.value;
      if (target === undefined || target.first !== target.last) continue;
      const key = `${target.first}/${protocol}`;
      const known = first.get(key);
      if (known === undefined) {
        first.set(key, port);
        continue;
      }
      const which = published === undefined || published === "ephemeral" ? say`this one` : formatRange(published);
      yield {
        at: port.at.node,
        message: say`With \`mode: host\`, Swarm publishes port ${target.first} of ${service.name} once: one of the two is lost without a message. Let ${service.name} listen on another port for ${which}, or remove \`mode: host\`.`,
        related: [{ at: known.at.node, message: say`${target.first} is published here too` }],
        ...quieter,
      };
    }
  },
});
