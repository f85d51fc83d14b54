import { say } from "../../../../shared/text";
import { refusedPorts } from "../../compose/validate/inService";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";
import { takeItem } from "../fixes/takeAway";
import { isTemplate } from "../wording/template";

/**
 * A text that is no port: Compose refuses the project, profile or not (docker/go-connections nat/nat.go, ParsePortSpec;
 * docs/docker-behaviour.md#port-syntax).
 */
export const invalidPort = defineRule({
  id: "invalid-port",
  severity: "error",
  title: say`Docker refuses this text as a port`,
  perService: function* (service): Generator<Finding> {
    for (const { words, at } of refusedPorts(service)) {
      if (at.node.kind === "scalar" && isTemplate(at.node.text)) continue;
      yield {
        at: at.node,
        message: say`Compose refuses the project: "${words}". Write it as [HOST_IP:][HOST_PORT:]CONTAINER_PORT[/PROTOCOL].`,
        fixes: () => takeItem(say`Remove this port`, at),
      };
    }
  },
});
