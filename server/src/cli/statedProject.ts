import { resolve } from "node:path";
import { folderOf } from "../compose/project/paths";
import { forwardSlashes } from "../workspace/fileId";
import type { StatedProject } from "../workspace/projects";
import type { CheckRequest } from "./arguments";

/** The project that the command line states with `--file`; none where it states none. */
export function statedProject({ files, profiles }: CheckRequest, workingFolder: string): StatedProject[] {
  const [first, ...others] = files.map((file) => forwardSlashes(resolve(workingFolder, file)));
  if (first === undefined) return [];
  return [{ files: [first, ...others], folder: folderOf(first), profiles }];
}
