import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { safe } from "../../linter/fix";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/**
 * A container in somebody else's namespace has no interface of its own to give the address to: engine 20.10 refuses it with
 * `conflicting options: mac-address and the network mode`, engine 28.5 leaves the address out
 * (docs/docker-behaviour.md#mac-address-without-interface).
 */
export const macAddressWithoutInterface = defineRule({
  id: "mac-address-without-interface",
  severity: "warning",
  title: say`\`mac_address\` has no effect in this network mode`,
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode?.value.kind;
    const { macAddress } = service;
    if (macAddress === undefined || macAddress.value === "") return;
    if (mode !== "host" && mode !== "service" && mode !== "container") return;
    yield {
      at: macAddress.at.node,
      message: say`${service.name} has no network interface of its own, so newer engines ignore \`mac_address\`, and engine 20.10 refuses the container: "conflicting options: mac-address and the network mode". Remove \`mac_address\`.`,
      related: [{ at: modePlace(service), message: say`${service.name} runs in a namespace that is not its own` }],
      fixes: () => safe(takeAway(service, "mac_address", macAddress.at)),
    };
  },
});
