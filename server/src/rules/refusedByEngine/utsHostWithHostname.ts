import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/**
 * A container that shares the host's UTS namespace has the host's name: `conflicting options: hostname and the UTS mode`
 * (moby daemon/internal/runconfig/hostconfig_unix.go; engines 20.10 and 28.5,
 * docs/docker-behaviour.md#uts-host-hostname).
 */
export const utsHostWithHostname = defineRule({
  id: "uts-host-with-hostname",
  severity: "error",
  title: say`\`uts: host\` cannot have a \`hostname\``,
  perService: function* (service): Generator<Finding> {
    const { uts, hostname } = service;
    if (uts?.value !== "host" || hostname === undefined || hostname.value === "") return;
    yield {
      at: hostname.at.node,
      message: say`Docker refuses to create ${service.name}: "conflicting options: hostname and the UTS mode". Remove \`hostname\`, or \`uts: host\`.`,
      related: [
        { at: uts.at.node, message: say`${service.name} shares the host's UTS namespace, and so its hostname` },
      ],
      fixes: () => [...takeAway(service, "hostname", hostname.at), ...takeAway(service, "uts", uts.at)],
    };
  },
});
