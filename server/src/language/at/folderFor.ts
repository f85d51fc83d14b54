import type { Project } from "../../compose/model/project";
import { folderOf } from "../../compose/project/paths";
import type { FileId } from "../../compose/syntax/node";

/** Where the relative paths that a file of a project names start from. */
export function folderFor(file: FileId, { provenance }: Project): string {
  const met = provenance.files.find((each) => each.file === file);
  if (met?.folder !== undefined) return met.folder;
  return provenance.requested.includes(file) ? provenance.folder : folderOf(file);
}
