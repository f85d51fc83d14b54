import { say } from "../../../../shared/text";
import { interpolate } from "../../compose/interpolation/template";
import type { Node } from "../../compose/syntax/node";
import type { Finding } from "../../linter/finding";
import { fix } from "../../linter/fix";
import { refusedByLoader } from "./refusedByLoader";
import { defineRule } from "../../linter/rule";

/** `${A:8088}`: a default whose dash is missing. */
const withoutDash = /\$\{([A-Za-z_]\w*):(?![-?+])([^${}\n]*)\}/g;

/**
 * A `${` that is not closed or holds no name (compose-go template/template.go).
 */
export const invalidInterpolation = defineRule({
  id: "invalid-interpolation",
  severity: "error",
  title: say`Docker cannot read this variable`,
  perProject: function* (project): Generator<Finding> {
    yield* refusedByLoader(project, ["invalid-template"], (at) => {
      const mended = withDashes(at);
      if (mended === undefined)
        return { whatToDo: say`Write \`\${NAME}\`, \`\${NAME:-default}\`, or \`$$\` for a dollar.` };
      const [first = ""] = mended.references;
      return {
        whatToDo: say`A default stands behind \`:-\`: write \`${first}\`.`,
        fixes: () => fix(say`Write ${first}`, { chunk: at.chunk, start: at.start, end: at.end, text: mended.text }),
      };
    });
  },
});

/** A text in which each default has its dash, and the references that got it; undefined where Compose would refuse that too. */
function withDashes(node: Node): { readonly text: string; readonly references: readonly string[] } | undefined {
  if (node.kind !== "scalar") return undefined;
  const references: string[] = [];
  const text = node.chunk.text.slice(node.start, node.end).replace(withoutDash, (_, name: string, value: string) => {
    const reference = `\${${name}:-${value}}`;
    references.push(reference);
    return reference;
  });
  const isValid = interpolate(text, () => "").kind === "text";
  return references.length > 0 && isValid ? { text, references } : undefined;
}
