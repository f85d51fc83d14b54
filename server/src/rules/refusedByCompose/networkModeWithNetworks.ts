import { say } from "../../../../shared/text";
import { isHostMode } from "../../network/namespaces/namespace";
import { whereModeMeetsNetworks } from "./modeWithNetworks";
import { defineRule } from "../../linter/rule";

/**
 * What {@link hostWithNetworks} says of host mode holds for every mode but the empty one: compose-go loader/validate.go,
 * docs/docker-behaviour.md#mode-with-networks.
 */
export const networkModeWithNetworks = defineRule({
  id: "network-mode-with-networks",
  severity: "error",
  title: say`A service has a network mode or networks, not both`,
  perService: function* (service) {
    if (!isHostMode(service))
      yield* whereModeMeetsNetworks(service, say`remove \`network_mode\``, say`has its network mode here`);
  },
});
