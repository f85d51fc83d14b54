import type { Finding } from "../../linter/finding";
import { refusedByLoader } from "./refusedByLoader";
import { defineRule } from "../../linter/rule";

/**
 * A `${` that is not closed or holds no name (compose-go template/template.go).
 */
export const invalidInterpolation = defineRule({
  id: "invalid-interpolation",
  severity: "error",
  title: "Docker cannot read this variable",
  perProject: function* (project): Generator<Finding> {
    yield* refusedByLoader(project, ["invalid-template"], "Write `${NAME}`, `${NAME:-default}`, or `$$` for a dollar.");
  },
});
