import type { Project } from "../compose/model/project";
import type { ProjectProblem } from "../compose/project/problem";
import type { Finding } from "./finding";

/** What kept a project's files from being joined, in Compose's words, with one sentence on what to do. */
export function* refusedByLoader(
  project: Project,
  kinds: readonly ProjectProblem["kind"][],
  whatToDo: string,
): Generator<Finding> {
  for (const { kind, message, at } of project.problems) {
    if (at === undefined || !kinds.includes(kind)) continue;
    const words = message.replace(/\s*\n\s*/g, " ");
    yield { at, message: `Compose refuses the project: "${words}". ${whatToDo}` };
  }
}
