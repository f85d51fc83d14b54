import { say } from "../../../../shared/text";
import { isNull } from "../../compose/syntax/node";
import { refusedShapes } from "../../compose/validate/inService";
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
  title: say`\`networks\` without a value is refused`,
  perService: function* (service): Generator<Finding> {
    for (const { attribute, words, at } of refusedShapes(service)) {
      if (attribute !== "networks" || !isNull(at.node)) continue;
      yield {
        at: pairOf(at)?.key ?? at.node,
        message: say`Compose refuses the project: "${words}". Remove \`networks\`, or list a network under it.`,
        fixes: () => safe(takeAway(service, "networks", at)),
      };
    }
  },
});
