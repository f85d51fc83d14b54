import { count, say, type Text } from "../../../../shared/text";
import type { ProjectProblem } from "../../compose/project/problem";
import { mostServices, type UnreadFile, whyUnread } from "../../compose/project/unread";
import type { Finding } from "../../linter/finding";
import { refusedByLoader } from "./refusedByLoader";
import { defineRule } from "../../linter/rule";

/** A path; documents of other kinds have URIs. */
const onDisk = /^(?:[/]|[a-zA-Z]:[/])/;

/** What keeps Compose from reading a file that is named, and what helps. */
const whatToDo = {
  "missing-file": say`Create the file, or correct the path.`,
  "no-path": say`Compose treats this as a path: from the network it loads only \`oci://...\` and Git repositories (\`https://....git\`, \`ssh://...\`, \`git@...\`). Name one of these, or a file.`,
  "folder-as-file": say`Name a file in the folder.`,
  "circular-links": say`Its symbolic links form a cycle: correct them, or the path.`,
  "binary-file": say`It is a binary file: correct the path.`,
  "not-utf-8": say`It is not UTF-8 text: save it as UTF-8, or correct the path.`,
} as const satisfies Partial<Record<ProjectProblem["kind"], string | Text>>;

/**
 * A file that `include` or `extends` names cannot be read (compose-go loader/include.go, loader/extends.go). Of documents
 * that are not on a disk nothing is said: what lies beside them is not known.
 */
export const missingFile = defineRule({
  id: "missing-file",
  severity: "error",
  title: say`A file that the project names does not exist or cannot be read`,
  perProject: function* (project): Generator<Finding> {
    for (const kind of Object.keys(whatToDo) as (keyof typeof whatToDo)[]) {
      const inCompose = project.problems.filter(({ namedBy }) => namedBy === undefined);
      for (const finding of refusedByLoader({ ...project, problems: inCompose }, [kind], whatToDo[kind])) {
        if (onDisk.test(finding.at.chunk.file)) yield finding;
      }
    }
    for (const finding of [...missingInEnvironment(project.problems), ...project.unread.map(unreadFinding)]) {
      if (onDisk.test(finding.at.chunk.file)) yield finding;
    }
  },
});

/** Whoever calls Compose with other files or another environment does not meet it: no more than a warning. */
function* missingInEnvironment(problems: readonly ProjectProblem[]): Generator<Finding> {
  for (const { at, namedBy, message } of problems) {
    if (at === undefined || namedBy === undefined) continue;
    yield {
      at,
      severity: "warning",
      message: say`Compose refuses the project: "${message}". It is named by ${namedBy}. ${whatToDo["missing-file"]}`,
    };
  }
}

/** Compose may read it, so that this is no fault: it tells why less is said than could be. */
function unreadFinding({ file, reason, holds, at }: UnreadFile): Finding {
  if (reason === "many") {
    const message = say`To limit its memory, Hostside reads only the first ${count(mostServices)} entries here. What the others add to the project is unknown. Split the file to have all of them checked.`;
    return { at, severity: "information", message };
  }
  if (reason === "copies") {
    const message = say`Hostside follows \`extends\` and \`include\` no further from here on, so that memory lasts: ${whyUnread(reason)}. The services that are left out are not known. Extend or include less to have all of them checked.`;
    return { at, severity: "information", message };
  }
  const unread = say`Hostside does not read ${file}: ${whyUnread(reason)}.`;
  const consequence =
    holds === "services"
      ? say`What it adds to the project is unknown.`
      : say`The values of its variables are unknown, and what depends on them is not checked.`;
  return {
    at,
    severity: holds === "default variables" ? "hint" : "information",
    message: say`${unread} ${consequence}`,
  };
}
