import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { refusedByLoader } from "./refusedByLoader";
import { defineRule } from "../../linter/rule";

/**
 * `include` and `extends` may not come back to where they began (compose-go loader/include.go, loader/extends.go).
 */
export const circularReference = defineRule({
  id: "circular-reference",
  severity: "error",
  title: say`\`include\` or \`extends\` forms a cycle`,
  perProject: function* (project): Generator<Finding> {
    yield* refusedByLoader(project, ["include-cycle", "extends-cycle"], say`Remove one reference of the cycle.`);
  },
});
