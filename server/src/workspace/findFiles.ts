import type { Text } from "../../../shared/text";
import { isComposeFileName } from "../../../shared/composeFileName";
import { whyUnread } from "../compose/project/unread";
import type { FileSystem } from "./fileSystem";
import { NoLongerAsked, type StillAsked } from "./turns";
import { reasonOf } from "./unreadOf";

/** Folders that hold other people's files. */
const skippedFolders = new Set(["node_modules", ".git", ".hg", ".svn", "vendor", "bower_components"]);

/** Whether a file is below a folder, and in none that {@link findFiles} leaves out. */
export function isSearched(path: string, folder: string): boolean {
  const start = `${folder.replace(/[/\\]$/, "")}/`;
  if (!path.startsWith(start)) return false;
  return !path
    .slice(start.length)
    .split("/")
    .slice(0, -1)
    .some((name) => skippedFolders.has(name));
}

/** A folder or file that could not be looked into, with the system's reason. */
export interface Unreadable {
  readonly path: string;
  readonly reason: string | Text;
}

/**
 * The files below a folder whose names say Compose, sorted by path. Symbolic links to folders are not followed, so that
 * a cycle cannot hold the search up; a folder that cannot be listed is reported and the rest is searched, and so is what has
 * such a name and is no file.
 */
export function findComposeFiles(
  files: FileSystem,
  folder: string,
  goesOn?: StillAsked,
): Promise<{ readonly found: string[]; readonly unreadable: Unreadable[] }> {
  return findFiles(files, folder, isComposeFileName, goesOn);
}

/** The files below a folder that are wanted, as {@link findComposeFiles} finds them. Rejects with `NoLongerAsked` where it is not to go on. */
export async function findFiles(
  files: FileSystem,
  folder: string,
  isWanted: (path: string) => boolean,
  goesOn: StillAsked = () => true,
): Promise<{ readonly found: string[]; readonly unreadable: Unreadable[] }> {
  const found: string[] = [];
  const unreadable: Unreadable[] = [];
  const waiting = [folder];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    try {
      for await (const { name, kind } of files.list(current)) {
        if (!goesOn()) throw new NoLongerAsked();
        const path = `${current.replace(/[/\\]$/, "")}/${name}`;
        if (kind === "folder" && !skippedFolders.has(name)) waiting.push(path);
        if (kind === "file" && isWanted(path)) found.push(path);
        if (kind === "other" && isWanted(path)) unreadable.push({ path, reason: whyUnread("special") });
      }
    } catch (error) {
      if (error instanceof NoLongerAsked) throw error;
      unreadable.push({ path: current, reason: reasonOf(error) });
    }
  }
  return { found: found.sort(), unreadable };
}
