import { resolve } from "node:path";
import type { FileState, FileSystem } from "../workspace/fileSystem";
import { forwardSlashes } from "../workspace/fileId";
import { findComposeFiles, findFiles, type Unreadable } from "../workspace/findFiles";
import { isPattern, matcherOf, patternFolder } from "./glob";
import { displayPath } from "./printedReport";

/** The files that words of the command line mean: a folder the Compose files below it, a pattern what it matches. */
export async function pathsOf(
  words: readonly string[],
  files: FileSystem,
  workingFolder: string,
): Promise<{ readonly paths: string[]; readonly unreadable: Unreadable[] }> {
  const paths = new Set<string>();
  const unreadable: Unreadable[] = [];
  for (const word of words) {
    const path = resolve(workingFolder, word);
    if (await isFolder(path, files)) {
      const search = await findComposeFiles(files, path);
      search.found.forEach((found) => paths.add(found));
      unreadable.push(...search.unreadable);
    } else if (isPattern(word) && !(await isFile(path, files))) {
      const found = await matching(forwardSlashes(word), files, workingFolder);
      if (found.length === 0) unreadable.push({ path, reason: "the pattern matches no file" });
      found.forEach((each) => paths.add(each));
    } else paths.add(path);
  }
  return { paths: [...paths], unreadable };
}

async function matching(pattern: string, files: FileSystem, workingFolder: string): Promise<string[]> {
  const matches = matcherOf(
    pattern.startsWith("/") ? pattern : displayPath(resolve(workingFolder, pattern), workingFolder),
  );
  const { found } = await findFiles(files, resolve(workingFolder, patternFolder(pattern)), (path) =>
    matches(pattern.startsWith("/") ? path : displayPath(path, workingFolder)),
  );
  return found;
}

/** A folder that may not be listed is a folder all the same, and the search says why it cannot be read. */
async function isFolder(path: string, files: FileSystem): Promise<boolean> {
  return (await kindOf(path, files)) === "folder";
}

async function isFile(path: string, files: FileSystem): Promise<boolean> {
  return (await kindOf(path, files)) === "file";
}

async function kindOf(path: string, files: FileSystem): Promise<FileState["kind"] | undefined> {
  try {
    return (await files.look(path)).kind;
  } catch {
    return undefined;
  }
}
