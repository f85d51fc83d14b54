import { isNull } from "../../compose/syntax/node";
import type { Finding } from "../../linter/finding";
import { pairOf } from "../../linter/place";
import { takeAway } from "../fixes/takeAway";
import { safe } from "../../linter/fix";
import { defineRule } from "../../linter/rule";

/**
 * `networks:` without a value is no list to Compose's schema: it refuses the project
 * (docs/docker-behaviour.md#networks-null; Compose 2.26 and 2.40).
 */
export const networksNull = defineRule({
  id: "networks-null",
  severity: "error",
  title: "`networks` without a value is refused",
  perService: function* (service): Generator<Finding> {
    for (const { value, at } of service.misshapen) {
      if (!value.startsWith("networks must") || !isNull(at.node)) continue;
      yield {
        at: pairOf(at)?.key ?? at.node,
        message: `Compose refuses the project: "services.${service.name}.networks must be a array". Remove the key, or name a network below it.`,
        fixes: () => safe(takeAway(service, "networks", at)),
      };
    }
  },
});
