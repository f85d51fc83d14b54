import { say, type Speak, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { FileMet } from "../../compose/project/provenance";
import { isGuess } from "../../compose/project/request";
import { type Unread, whyUnread } from "../../compose/project/unread";
import type { FileId } from "../../compose/syntax/node";
import { code } from "../../language/code";
import { fileName, type Lines, type Places, placeOf } from "./place";

/** The files of a project, in the order in which they were met, and why each belongs to it. */
export function filesSection(project: Project, places: Places, unread: (file: FileId) => Unread | undefined): Lines {
  const { provenance } = project;
  const lines = whyFilesBelong(project, places).map(({ file, why }, index) => {
    const reason = unread(file);
    const line = say`${index + 1}. ${fileName(file, places)}: ${why}.`;
    return reason === undefined ? line : say`${line} It is not read: ${whyUnread(reason)}.`;
  });
  const apart = provenance.unknownParts.map(({ at, by, reason }) => {
    const why = reason === "elsewhere" ? say`Compose fetches it from elsewhere` : say`its path or name is not known`;
    return say`- The ${code(by)} at ${placeOf(at, places)} is not followed: ${why}.`;
  });
  return [
    say`### Files, in the order in which they are read`,
    "",
    ...lines,
    ...(apart.length > 0 ? ["", ...apart] : []),
  ];
}

/** Each file of a project, with the reason why it belongs. */
export function whyFilesBelong(project: Project, places: Places): { readonly file: FileId; readonly why: Text }[] {
  return project.provenance.files.map((met) => ({ file: met.file, why: reasonOf(met, project, places) }));
}

/** How sure it is that these files are one project, as a sentence. */
export function whyTogether({ assembled, provenance: { statedBy } }: Project, speak: Speak): Text {
  if (statedBy !== undefined) return say`${code(speak(statedBy))} says which files belong together.`;
  switch (assembled) {
    case "stated":
    case "found":
      return say`Docker Compose finds these files by their names.`;
    case "completed":
      return say`The file does not say what its services run, so that it is read together with the main file of its folder. You may start it with more files or profiles.`;
    case "beside":
      return say`The file names what only the main file of its folder has, so that the two are read together. You may start it with other files.`;
    case "alone":
      return say`No project is known that the file belongs to, so that it is read by itself.`;
  }
}

function reasonOf({ file, asked }: FileMet, project: Project, places: Places): Text {
  if (asked !== undefined) {
    const place = placeOf(asked.at, places);
    return asked.by === "include" ? say`included by ${place}` : say`extended by ${place}`;
  }
  const { requested, statedBy } = project.provenance;
  if (statedBy !== undefined) return say`${code(places.speak(statedBy))} names it`;
  const isFirst = file === requested[0];
  if (isGuess(project.assembled)) {
    if (requested.length === 1) return say`this is the file itself`;
    return isFirst ? say`it is the main file of the folder` : say`this is the file itself`;
  }
  return isFirst
    ? say`Docker Compose looks for this name in the folder`
    : say`it is the override file beside the main file`;
}
