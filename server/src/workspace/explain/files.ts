import type { Project } from "../../compose/model/project";
import type { FileMet } from "../../compose/project/provenance";
import { isGuess } from "../../compose/project/request";
import { type Unread, whyUnread } from "../../compose/project/unread";
import type { FileId } from "../../compose/syntax/node";
import { code } from "../../language/code";
import { fileName, type Places, placeOf } from "./place";

/** The files of a project, in the order in which they were met, and why each belongs to it. */
export function filesSection(project: Project, places: Places, unread: (file: FileId) => Unread | undefined): string[] {
  const { provenance } = project;
  const lines = whyFilesBelong(project, places).map(({ file, why }, index) => {
    const reason = unread(file);
    const problem = reason === undefined ? "" : ` It is not read: ${whyUnread(reason)}.`;
    return `${index + 1}. ${fileName(file, places)}: ${why}.${problem}`;
  });
  const apart = provenance.unknownParts.map(({ at, by, reason }) => {
    const why = reason === "elsewhere" ? "Compose fetches it from elsewhere" : "its path or name is not known";
    return `- The ${code(by)} at ${placeOf(at, places)} is not followed: ${why}.`;
  });
  return ["### Files, in the order in which they are read", "", ...lines, ...(apart.length > 0 ? ["", ...apart] : [])];
}

/** Each file of a project, with the reason why it belongs. */
export function whyFilesBelong(project: Project, places: Places): { readonly file: FileId; readonly why: string }[] {
  return project.provenance.files.map((met) => ({ file: met.file, why: reasonOf(met, project, places) }));
}

/** How sure it is that these files are one project, as a sentence. */
export function whyTogether({ assembled, provenance: { statedBy } }: Project): string {
  if (statedBy !== undefined) return `${code(statedBy)} says which files belong together.`;
  switch (assembled) {
    case "stated":
    case "found":
      return "Docker Compose finds these files by their names.";
    case "completed":
      return "The file does not say what its services run, so that it is read together with the main file of its folder. You may start it with more files or profiles.";
    case "beside":
      return "The file names what only the main file of its folder has, so that the two are read together. You may start it with other files.";
    case "alone":
      return "No project is known that the file belongs to, so that it is read by itself.";
  }
}

function reasonOf({ file, asked }: FileMet, project: Project, places: Places): string {
  if (asked !== undefined) {
    const verb = asked.by === "include" ? "included" : "extended";
    return `${verb} by ${placeOf(asked.at, places)}`;
  }
  const { requested, statedBy } = project.provenance;
  if (statedBy !== undefined) return `${code(statedBy)} names it`;
  const isFirst = file === requested[0];
  if (isGuess(project.assembled)) {
    if (requested.length === 1) return "this is the file itself";
    return isFirst ? "it is the main file of the folder" : "this is the file itself";
  }
  return isFirst ? "Docker Compose looks for this name in the folder" : "it is the override file beside the main file";
}
