import { say } from "../../../../shared/text";
import type { Node } from "../../compose/syntax/node";
import { isHostMode } from "../../network/namespaces/namespace";
import type { Finding } from "../../linter/finding";
import { removePair } from "../fixes/edits";
import { fix } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * `mode: host` of a port tells Swarm to go past its ingress network; `docker compose up` publishes the port as any other, and
 * the service stays on its networks (docs/docker-behaviour.md#port-mode-without-swarm; Compose 2.40 with engine 20.10).
 */
export const portModeWithoutSwarm = defineRule({
  id: "port-mode-without-swarm",
  severity: "hint",
  title: say`\`mode: host\` of a port has an effect only in Swarm`,
  perService: function* (service): Generator<Finding> {
    // In host mode no port is published at all: host-ports-discarded.
    if (service.deploy.forSwarm !== "no" || isHostMode(service)) return;
    for (const { value, at } of service.ports?.value ?? []) {
      const pair = value.mode === "host" ? modeOf(at.node) : undefined;
      if (pair === undefined) continue;
      yield {
        at: { chunk: pair.key.chunk, start: pair.key.start, end: pair.value.end },
        item: at.node,
        service,
        message: say`With \`docker compose up\`, \`mode: host\` of a port has no effect, and ${service.name} is not in host mode. Remove it, or write \`network_mode: host\` if you mean that.`,
        fixes: () => fix(say`Remove \`mode: host\``, writtenInPlace(at) ? removePair(pair) : undefined),
      };
    }
  },
});

function modeOf(port: Node) {
  return port.kind === "mapping" ? port.pairs.find(({ key }) => key.text === "mode") : undefined;
}
