import { say } from "../../../../shared/text";
import { isHostMode } from "../../network/namespaces/namespace";
import type { Finding } from "../../linter/finding";
import { attributeKey, attributeOrigin, modePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/**
 * A host-mode container has a copy of the host's /etc/hosts; with `extra_hosts` it has one of its own instead, without the
 * host's lines (engine 20.10, docs/docker-behaviour.md#host-mode-extra-hosts).
 */
export const hostExtraHosts = defineRule({
  id: "host-extra-hosts",
  severity: "hint",
  title: say`With \`extra_hosts\`, a container in host mode does not get the host's /etc/hosts`,
  concerns: isHostMode,
  perService: function* (service): Generator<Finding> {
    const [line] = service.extraHosts;
    if (line === undefined) return;
    yield {
      at: attributeKey(line.at, "extra_hosts"),
      message: say`In host mode with \`extra_hosts\`, ${service.name} does not get a copy of the host's /etc/hosts, and names that only that file has do not resolve. Add the names that ${service.name} needs.`,
      related: [{ at: modePlace(service), message: say`${service.name} runs in the host's network namespace` }],
      fixes: () => takeAway(service, "extra_hosts", attributeOrigin(line.at, "extra_hosts")),
    };
  },
});
