import * as path from "node:path";
import type { DiskEntry } from "./watchedDisk";

/** A name in a folder that leads to a file. The folder exists and is no link. */
export interface Step {
  readonly folder: string;
  readonly name: string;
  /** Tells this folder from another one that was made in its place. */
  readonly identity: string;
  /** True where the next change of the file is told by this folder: it is the deepest one, or holds a link on the way. */
  readonly decisive: boolean;
}

/** As the system counts them (Linux, path_resolution(7)). */
const mostLinks = 40;

/**
 * The way from the root to a file as the disk is now, through links to where they lead, as far as there is one. Links in
 * the root itself are the system's own and not decisive: to follow the root is to hear of the whole disk on a Mac.
 */
export async function pathThroughLinks(
  file: string,
  look: (file: string) => Promise<DiskEntry | undefined>,
): Promise<readonly Step[]> {
  const absolute = path.resolve(file);
  const steps: Step[] = [];
  let folder = path.parse(absolute).root;
  let parts = partsOf(absolute);
  let links = 0;
  for (let name = parts.shift(); name !== undefined; name = parts.shift()) {
    if (name === "..") {
      folder = path.dirname(folder);
      continue;
    }
    const itself = await look(folder);
    const step = { folder, name, identity: itself?.kind === "folder" ? itself.identity : "" };
    const here = path.join(folder, name);
    const entry = await look(here);
    if (entry?.kind === "folder" && parts.length > 0) {
      steps.push({ ...step, decisive: false });
      folder = here;
    } else if (entry?.kind === "link" && links < mostLinks) {
      links += 1;
      const { root } = path.parse(folder);
      steps.push({ ...step, decisive: folder !== root });
      if (path.isAbsolute(entry.target)) folder = path.parse(entry.target).root;
      parts = [...partsOf(entry.target), ...parts];
    } else {
      steps.push({ ...step, decisive: true });
      return steps;
    }
  }
  return steps;
}

function partsOf(file: string): string[] {
  const { root } = path.parse(file);
  const separators = path.sep === "\\" ? /[\\/]/u : /\//u;
  return file
    .slice(root.length)
    .split(separators)
    .filter((part) => part !== "" && part !== ".");
}
