import { say } from "../../../shared/text";
import { defineRule } from "../linter/rule";

/**
 * A file with more findings than an editor shows. How many there are is known only once every rule has spoken, so that the
 * workspace says it (workspace/shownReports.ts); the row gives it its severity and its page.
 */
export const findingsNotShown = defineRule({
  id: "findings-not-shown",
  severity: "information",
  title: say`A file with more findings than the editor shows`,
});
