import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { fix } from "../../linter/fix";
import { pairOf, writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { removePair } from "../fixes/edits";
import { isForSwarm, speaksToSwarm } from "../wording/forSwarm";

/** Swarm gives each task an address of its own, without a message (docs/docker-behaviour.md#stack-ipv4-address). */
export const stackIgnoresFixedAddress = defineRule({
  id: "stack-ignores-fixed-address",
  severity: "information",
  title: say`\`docker stack deploy\` ignores a fixed address`,
  concerns: isForSwarm,
  perService: function* (service): Generator<Finding> {
    for (const { value } of service.networks?.value ?? []) {
      for (const address of [value.ipv4Address, value.ipv6Address]) {
        if (address === undefined) continue;
        const { key, node } = address.at;
        const pair = pairOf(address.at);
        const name = key?.text ?? "ipv4_address";
        yield {
          at: node,
          message: say`\`docker stack deploy\` ignores \`${name}\` without a message: each container of ${service.name} gets an address of its own on ${value.network}. Remove it, and use the name ${service.name}.`,
          related: speaksToSwarm(service),
          fixes: () =>
            fix(
              say`Remove \`${name}\``,
              pair !== undefined && writtenInPlace(address.at) ? removePair(pair) : undefined,
            ),
        };
      }
    }
  },
});
