import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { bindToLoopback } from "../fixes/publishedPortText";
import { fix } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";
import { isForSwarm } from "../wording/forSwarm";
import { defineRule } from "../../linter/rule";

/**
 * A published port is forwarded before the host's INPUT rules are asked: ufw and the like do not close it (engine 28.5; Docker
 * documentation "Packet filtering and firewalls"; docs/docker-behaviour.md#published-ports-firewall). Off by default:
 * whoever publishes usually means everybody.
 */
export const publishedPastFirewall = defineRule({
  id: "published-past-firewall",
  severity: "information",
  offByDefault: true,
  title: say`A published port is open to everybody, in spite of the host's firewall`,
  perService: function* (service): Generator<Finding> {
    // Swarm ignores the address that would close the port: stack-ignores-host-ip.
    if (isForSwarm(service)) return;
    const mode = service.networkMode?.value.kind;
    if (service.networkModeUnknown || (mode !== undefined && mode !== "bridge" && mode !== "default")) return;
    for (const { value, at } of service.ports?.value ?? []) {
      const { hostIp, published } = value;
      if (published === undefined || published === "ephemeral" || value.invalid !== undefined) continue;
      if (hostIp !== undefined && hostIp !== "0.0.0.0" && hostIp !== "::") continue;
      yield {
        at: at.node,
        message: say`Everybody who can reach the host can reach this port of ${service.name}: the host's firewall (ufw and other INPUT rules) does not apply to published ports. Write 127.0.0.1: before the port to open it for the host only, or filter in the chain DOCKER-USER, which an engine with the nftables backend does not have: there, in a table of your own.`,
        fixes: () =>
          fix(say`Publish on 127.0.0.1 only`, writtenInPlace(at) ? bindToLoopback(at.node, hostIp) : undefined),
      };
    }
  },
});
