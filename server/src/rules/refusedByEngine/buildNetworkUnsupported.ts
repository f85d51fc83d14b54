import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { removePair } from "../fixes/edits";
import { fix } from "../../linter/fix";
import { pairOf, writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * `network mode "x" not supported by buildkit` (moby/buildkit frontend/dockerfile,
 * docs/docker-behaviour.md#build-network; from the source).
 */
export const buildNetworkUnsupported = defineRule({
  id: "build-network-unsupported",
  severity: "warning",
  title: say`A build supports only the default network, the host's or none`,
  perService: function* (service): Generator<Finding> {
    const network = service.buildNetwork;
    if (network === undefined || ["", "default", "none", "host"].includes(network.value)) return;
    yield {
      at: network.at.node,
      message: say`BuildKit supports only the default network, \`host\` and \`none\`: "network mode "${network.value}" not supported by buildkit". Remove \`network\`, or write \`host\` if the build needs the host's network.`,
      fixes: () => {
        const pair = pairOf(network.at);
        return fix(
          say`Remove \`network\` of the build of ${service.name}`,
          pair && writtenInPlace(network.at) ? removePair(pair) : undefined,
        );
      },
    };
  },
});
