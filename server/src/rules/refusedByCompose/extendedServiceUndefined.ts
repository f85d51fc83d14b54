import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { refusedByLoader } from "./refusedByLoader";
import { defineRule } from "../../linter/rule";

/**
 * The extended service has to be in the file that `extends` names (compose-go loader/extends.go).
 */
export const extendedServiceUndefined = defineRule({
  id: "extended-service-undefined",
  severity: "error",
  title: say`\`extends\` names a service that does not exist`,
  perProject: function* (project): Generator<Finding> {
    yield* refusedByLoader(project, ["extends-unknown-service"], say`Name a service of that file.`);
  },
});
