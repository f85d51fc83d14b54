import { say } from "../../../shared/text";
import { defineRule } from "../linter/rule";

/**
 * A comment that suppresses nothing. What it would have suppressed is known only once every rule has spoken, so that the
 * workspace finds it (workspace/unusedSuppressions.ts); the row gives it its severity and its page.
 */
export const unusedSuppression = defineRule({
  id: "unused-suppression",
  severity: "hint",
  title: say`A suppression comment that suppresses no finding`,
});
