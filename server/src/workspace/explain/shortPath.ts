import { nameOf } from "../../compose/project/paths";
import type { FileId } from "../../compose/syntax/node";

/** A path within the folders of a workspace; with the folder's name in front where there are several. */
export function shortPath(file: FileId, roots: readonly string[]): string {
  for (const root of roots) {
    const folder = root.replace(/\/$/, "");
    const name = roots.length > 1 ? nameOf(folder) : "";
    if (file === folder) return name === "" ? "." : name;
    if (file.startsWith(`${folder}/`)) return `${name === "" ? "" : `${name}/`}${file.slice(folder.length + 1)}`;
  }
  return file;
}
