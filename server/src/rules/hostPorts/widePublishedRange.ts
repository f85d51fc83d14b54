import { say } from "../../../../shared/text";
import { formatRange } from "../../compose/model/port";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";

const wide = 200;

/**
 * Docker starts a process (docker-proxy) and writes firewall rules for each single port of a range, which takes seconds and
 * memory by the hundreds (moby/moby#11185; docs/docker-behaviour.md#wide-ranges). In host mode there is nothing to
 * forward.
 */
export const widePublishedRange = defineRule({
  id: "wide-published-range",
  severity: "hint",
  title: say`A very wide range of ports costs less in host mode`,
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode?.value.kind;
    if (service.networkModeUnknown || (mode !== undefined && mode !== "bridge" && mode !== "default")) return;
    for (const { value, at } of service.ports?.value ?? []) {
      const { published, target } = value;
      if (published === undefined || published === "ephemeral" || target === undefined) continue;
      const width = target.last - target.first + 1;
      if (width < wide || published.last - published.first + 1 !== width) continue;
      yield {
        at: at.node,
        message: say`For each of these ${width} ports (${formatRange(published)}), Docker starts a proxy process and adds firewall rules. Publish a narrower range, or, on Linux, use \`network_mode: host\` for ${service.name}.`,
      };
    }
  },
});
