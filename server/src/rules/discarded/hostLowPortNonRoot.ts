import { say } from "../../../../shared/text";
import { isHostMode } from "../../network/namespaces/namespace";
import { hostModeClaims } from "../../network/ports/claims";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { publishOutOfHostMode } from "../fixes/publishOutOfHostMode";
import { defineRule } from "../../linter/rule";

const firstUnprivileged = 1024;

/**
 * The engine lets everybody bind low ports (`net.ipv4.ip_unprivileged_port_start=0`) in a container's own namespace, not in
 * the host's: `Permission denied` (moby daemon/oci_linux.go; engine 20.10,
 * docs/docker-behaviour.md#host-mode-low-ports).
 */
export const hostLowPortNonRoot = defineRule({
  id: "host-low-port-non-root",
  severity: "information",
  title: say`In host mode only root may bind ports below 1024`,
  concerns: isHostMode,
  perService: function* (service): Generator<Finding> {
    const { user } = service;
    if (user === undefined || !isOrdinary(user.value)) return;
    if (service.capAdd.some(({ value }) => /^(?:CAP_)?(?:NET_BIND_SERVICE|ALL)$/i.test(value))) return;
    for (const { ports, protocol, at, evidence } of hostModeClaims(service)) {
      if (ports.first >= firstUnprivileged || evidence !== "certain") continue;
      yield {
        at: at.node,
        message: say`In host mode only root may bind ports below 1024: ${service.name} runs as ${user.value} and gets "Permission denied" for port ${ports.first}/${protocol}. Let it listen on port 1024 or above, or leave host mode.`,
        related: [
          { at: user.at.node, message: say`${service.name} does not run as root` },
          { at: modePlace(service), message: say`${service.name} runs in the host's network namespace` },
        ],
        fixes: () => publishOutOfHostMode(service),
      };
    }
  },
});

function isOrdinary(user: string): boolean {
  const name = user.split(":")[0] ?? "";
  return name !== "" && name !== "root" && !/^0+$/.test(name);
}
