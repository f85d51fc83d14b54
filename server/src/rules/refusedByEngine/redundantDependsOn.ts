import type { Finding } from "../../linter/finding";
import { attributePair, modePlace } from "../../linter/place";
import { safe } from "../../linter/fix";
import { defineRule } from "../../linter/rule";
import { takeItem } from "../fixes/takeAway";

/**
 * `service:x` already makes Compose start x first, and restart the sharer with it: it implies depends_on x with
 * service_started, restart and required (compose-go loader/normalize.go; Compose 2.40). Another condition says more.
 */
export const redundantDependsOn = defineRule({
  id: "redundant-depends-on",
  severity: "hint",
  title: "`depends_on` repeats what `service:` mode implies",
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode?.value;
    if (mode?.kind !== "service") return;
    for (const { service: name, condition, at } of service.dependsOn) {
      if (name !== mode.service || condition !== "service_started" || at.node.kind === "mapping") continue;
      yield {
        at: at.node.kind === "scalar" && at.node.text === name ? at.node : (at.key ?? at.node),
        message: `Compose always starts ${name} before ${service.name}, since ${service.name} shares its network. Remove this line.`,
        related: [{ at: modePlace(service), message: `${service.name} shares the network of ${name}` }],
        fixes: () =>
          attributePair(at, "depends_on") === undefined ? [] : safe(takeItem(`Remove ${name} from \`depends_on\``, at)),
      };
    }
  },
});
