import * as path from "node:path";
import type { Container } from "../docker/inventory/container";

/** The Compose files that a container was made from, as its labels say: absolute paths. */
export function composeFilesOf({ composeFiles = [], composeFolder = "" }: Container): readonly string[] {
  return composeFiles.map((each) => path.resolve(composeFolder, each));
}
