import * as path from "node:path";
import type { ProjectPlaces } from "../../../shared/protocol";
import type { Container } from "../docker/inventory/container";
import { byName, type Inventory } from "../docker/inventory/inventory";

/** The containers that Compose made of a service in one of these files, as their labels say, by name. */
export function containersOfService(inventory: Inventory, files: readonly string[], service: string): Container[] {
  return [...inventory.containers.values()]
    .filter((container) => container.composeService === service && isMadeFrom(container, files))
    .sort(byName);
}

/** Whether Compose takes a container for one of these projects, by their names or by their files. */
export function isOfProjects(container: Container, projects: ProjectPlaces["projects"]): boolean {
  const { composeProject } = container;
  if (composeProject !== undefined && projects.some(({ name }) => name === composeProject)) return true;
  return isMadeFrom(
    container,
    projects.flatMap(({ files }) => files),
  );
}

function isMadeFrom({ composeFiles = [], composeFolder = "" }: Container, files: readonly string[]): boolean {
  const wanted = new Set(files.map(withSlashes));
  return composeFiles.some((file) => wanted.has(withSlashes(path.resolve(composeFolder, file))));
}

/** The language server writes paths with forward slashes on every system. */
function withSlashes(file: string): string {
  return file.replaceAll("\\", "/");
}
