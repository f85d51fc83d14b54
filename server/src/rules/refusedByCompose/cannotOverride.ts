import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { refusedByLoader } from "./refusedByLoader";
import { defineRule } from "../../linter/rule";

/**
 * A list and a mapping, or a mapping and a single value, cannot be joined (compose-go override/merge.go).
 */
export const cannotOverride = defineRule({
  id: "cannot-override",
  severity: "error",
  title: say`Two files give a value in forms that cannot be merged`,
  perProject: function* (project): Generator<Finding> {
    yield* refusedByLoader(
      project,
      ["cannot-override"],
      say`Write both as a list or both as a mapping, or replace the earlier one with \`!override\`.`,
    );
  },
});
