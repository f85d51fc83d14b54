import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { refusedByLoader } from "./refusedByLoader";
import { defineRule } from "../../linter/rule";

/**
 * What a file includes may not have the names of what it says itself (compose-go loader/include.go, importResource); an
 * override file may change it.
 */
export const includeConflict = defineRule({
  id: "include-conflict",
  severity: "error",
  title: say`An included file has a service or network of the same name`,
  perProject: function* (project): Generator<Finding> {
    yield* refusedByLoader(
      project,
      ["include-conflict"],
      say`Rename one of them, or change the included one in an override file.`,
    );
  },
});
