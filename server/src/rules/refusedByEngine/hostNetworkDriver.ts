import { say, type Text } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { modeInstead, servicesOn } from "./predefinedNetworks";
import { safe } from "../../linter/fix";
import { defineRule } from "../../linter/rule";

/** The words of the engine for each driver (engines 20.10 and 28.5, docs/docker-behaviour.md#host-network-driver). */
const refusals: Readonly<Record<string, string | Text>> = {
  host: say`only one instance of "host" network is allowed`,
  none: say`plugin "none" not found`,
  null: say`only one instance of "null" network is allowed`,
};

/** Drivers of which the engine has its one network already, or none at all. */
export const hostNetworkDriver = defineRule({
  id: "host-network-driver",
  severity: "error",
  title: say`A project cannot create a network with the driver \`host\` or \`none\``,
  perProject: function* (project): Generator<Finding> {
    for (const network of project.networks.values()) {
      const { driver, external } = network;
      const refusal = refusals[driver?.value ?? ""];
      if (driver === undefined || refusal === undefined || external) continue;
      const services = servicesOn(network, project);
      if (services.length === 0) continue;
      const mode = driver.value === "host" ? "host" : "none";
      yield {
        at: driver.at.node,
        message: say`Docker refuses to create the network: "${refusal}". Write \`network_mode: ${mode}\` in the service instead.`,
        related: services
          .slice(0, 5)
          .map(({ name, at }) => ({ at: at.key ?? at.node, message: say`${name} joins it` })),
        fixes: () => safe(modeInstead(services, mode)),
      };
    }
  },
});
