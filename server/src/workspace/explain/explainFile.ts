import { say, type Speak, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import { whyUnread } from "../../compose/project/unread";
import type { FileSource } from "../../compose/project/source";
import type { FileId } from "../../compose/syntax/node";
import { filesSection, whyTogether } from "./files";
import { fileName, placesIn } from "./place";
import { quietRulesSection } from "./quietRules";
import type { RulesRun } from "./rulesRun";
import { unknownSection } from "./unknown";
import { variablesSection } from "./variables";

/** A file, the projects that it is read in, and how the rules were run. */
export interface FileReading extends RulesRun {
  readonly file: FileId;
  readonly projects: readonly Project[];
  /** Whether the environment of the process sets variables. */
  readonly usesEnvironment: boolean;
}

/**
 * How a file is read, as Markdown that reads well in a terminal too: its projects, their files and why each belongs, what sets
 * the variables, what is not known, which rules were quiet. No variable's value is in it.
 */
export function explainFile(
  reading: FileReading,
  source: FileSource,
  { path, speak }: { readonly path: (file: FileId) => string; readonly speak: Speak },
): string {
  const { file, projects } = reading;
  const found = source.document(file);
  const places = placesIn(source, path, speak);
  const unread = (each: FileId) => {
    const document = source.document(each);
    return typeof document === "string" && document !== "pending" ? document : undefined;
  };
  const lines: (string | Text)[] = [say`# How ${fileName(file, places)} is read`, ""];
  if (typeof found === "string" && found !== "pending") lines.push(say`It is not read: ${whyUnread(found)}.`, "");
  for (const [index, project] of projects.entries()) {
    const folder = fileName(project.provenance.folder, places);
    lines.push(
      projects.length > 1
        ? say`## Project ${index + 1} of ${projects.length} in ${folder}`
        : say`## Project in ${folder}`,
      "",
      whyTogether(project, speak),
      "",
      ...filesSection(project, places, unread),
      "",
      ...variablesSection(project, places, reading.usesEnvironment),
      "",
      ...unknownSection(project, places),
      "",
    );
  }
  if (projects.length > 0) lines.push(...quietRulesSection(projects, reading), "");
  else lines.push(say`It is no Compose file: neither its name nor its content says so.`, "");
  return lines.map(speak).join("\n");
}
