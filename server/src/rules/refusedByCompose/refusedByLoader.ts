import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { ProjectProblem } from "../../compose/project/problem";
import type { Node } from "../../compose/syntax/node";
import type { Finding } from "../../linter/finding";

/** What to do about one place, in a sentence, and what does it. */
interface Remedy extends Pick<Finding, "fixes"> {
  readonly whatToDo: string | Text;
}

/** What kept a project's files from being joined, in Compose's words, with one sentence on what to do. */
export function* refusedByLoader(
  project: Project,
  kinds: readonly ProjectProblem["kind"][],
  remedy: Text | ((at: Node) => Remedy),
): Generator<Finding> {
  for (const { kind, message, at, before } of project.problems) {
    if (at === undefined || !kinds.includes(kind)) continue;
    // What follows is the text itself, which stands there anyway and may be long.
    const words = inOneLine(message).replace(/^(invalid interpolation format): .*$/, "$1");
    const { whatToDo, fixes } = typeof remedy === "function" ? remedy(at) : { whatToDo: remedy };
    const mended = fixes && { fixes };
    if (before === undefined)
      yield { at, message: say`Compose refuses the project: "${words}". ${whatToDo}`, ...mended };
    else {
      const refuses = say`Compose before ${before} refuses the project: "${words}"`;
      yield { at, severity: "hint", message: say`${refuses}. Newer versions accept it. For older ones: ${whatToDo}` };
    }
  }
}

function inOneLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "").join(" ");
}
