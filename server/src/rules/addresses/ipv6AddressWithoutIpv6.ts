import { say } from "../../../../shared/text";
import { fixedAddresses } from "../../network/addresses/fixedAddresses";
import type { Finding } from "../../linter/finding";
import { fix } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { insertBefore } from "../fixes/edits";
import { isProjectForSwarm } from "../wording/forSwarm";

/** A network has no IPv6 unless it is asked for: the address is left out without a message (docs/docker-behaviour.md#ipv6-address-without-ipv6). */
export const ipv6AddressWithoutIpv6 = defineRule({
  id: "ipv6-address-without-ipv6",
  severity: "warning",
  title: say`An IPv6 address on a network without IPv6 has no effect`,
  perProject: function* (project): Generator<Finding> {
    for (const { service, network: key, attribute, written } of fixedAddresses(project)) {
      const network = project.networks.get(key);
      if (attribute !== "ipv6_address" || network === undefined || network.external) continue;
      if (isProjectForSwarm(project)) continue;
      if (network.enableIpv6 === true || network.enableIpv6 === "unknown" || !project.whole) continue;
      yield {
        at: written.at.node,
        service,
        message: say`${service.name} gets no IPv6 address, and Docker does not say so: the network ${key} has no IPv6. Write \`enable_ipv6: true\` in the network.`,
        related: [{ at: network.at.key ?? network.at.node, message: say`${key} has no \`enable_ipv6: true\`` }],
        fixes: () => {
          const { node } = network.at;
          const [first] = node.kind === "mapping" && writtenInPlace(network.at) ? node.pairs : [];
          if (network.enableIpv6 === false || first === undefined) return [];
          return fix(say`Add \`enable_ipv6: true\` to ${key}`, insertBefore(first, "enable_ipv6", "true"));
        },
      };
    }
  },
});
