import { say } from "../../../../shared/text";
import { isHostMode } from "../../network/namespaces/namespace";
import { whereModeMeetsNetworks } from "./modeWithNetworks";
import { defineRule } from "../../linter/rule";

/**
 * Compose refuses the project: "service web declares mutually exclusive `network_mode` and `networks`" (compose-go
 * loader/validate.go, since Compose 2.17.3; 1.x said 'network_mode' and 'networks' cannot be combined). An empty list is
 * accepted; a service of a profile that is not enabled is not checked (docs/docker-behaviour.md#mode-with-networks).
 */
export const hostWithNetworks = defineRule({
  id: "host-with-networks",
  severity: "error",
  title: say`A service in host mode cannot be on networks`,
  concerns: isHostMode,
  perService: function* (service) {
    yield* whereModeMeetsNetworks(service, say`leave host mode`, say`runs in the host's network namespace`);
  },
});
