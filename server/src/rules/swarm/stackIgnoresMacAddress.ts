import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { isForSwarm, speaksToSwarm } from "../wording/forSwarm";
import { attributeKey } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/** `Ignoring unsupported options: mac_address` (docker/cli cli/compose/types; measured with engine 20.10 as a manager). */
export const stackIgnoresMacAddress = defineRule({
  id: "stack-ignores-mac-address",
  severity: "information",
  title: say`\`docker stack deploy\` ignores the MAC address`,
  concerns: isForSwarm,
  perService: function* (service): Generator<Finding> {
    const { macAddress } = service.ignoredByStack;
    if (macAddress === undefined) return;
    yield {
      at: attributeKey(macAddress.at, "mac_address"),
      message: say`\`docker stack deploy\` ignores the MAC address ("Ignoring unsupported options: mac_address") and gives each container of ${service.name} its own. Remove \`mac_address\`.`,
      related: speaksToSwarm(service),
      fixes: () => takeAway(service, "mac_address", macAddress.at),
    };
  },
});
