import * as path from "node:path";
import { Memo } from "../../../shared/memo";
import type { ProjectPlaces } from "../../../shared/projectPlaces";
import type { Container } from "../docker/inventory/container";
import { byName, type Inventory } from "../docker/inventory/inventory";

type Projects = ProjectPlaces["projects"];

/** By the containers, which are another map as soon as one of them changes. */
const byService = new Memo<Inventory["containers"], ReadonlyMap<string, readonly Container[]>>();
const pathsOf = new Memo<Container, readonly string[]>();
const namesAndFiles = new Memo<Projects, { names: ReadonlySet<string>; files: ReadonlySet<string> }>();

/** The containers that Compose made of a service in one of these files, as their labels say, by name. */
export function containersOfService(inventory: Inventory, files: readonly string[], service: string): Container[] {
  const all = byService.of(inventory.containers, containersByService).get(service) ?? [];
  const wanted = new Set(files.map(withSlashes));
  return all.filter((container) => isMadeFrom(container, wanted)).sort(byName);
}

/** Whether Compose takes a container for one of these projects, by their names or by their files. */
export function isOfProjects(container: Container, projects: Projects): boolean {
  const { names, files } = namesAndFiles.of(projects, () => ({
    names: new Set(projects.flatMap(({ name }) => name ?? [])),
    files: new Set(projects.flatMap((project) => project.files).map(withSlashes)),
  }));
  const { composeProject } = container;
  return (composeProject !== undefined && names.has(composeProject)) || isMadeFrom(container, files);
}

/** Whether Compose made a container from exactly these files. */
export function isMadeFromAll(container: Container, files: readonly string[]): boolean {
  const { composeFiles = [] } = container;
  return (
    composeFiles.length === files.length && files.every((file) => isMadeFrom(container, new Set([withSlashes(file)])))
  );
}

function containersByService(containers: Inventory["containers"]): ReadonlyMap<string, readonly Container[]> {
  const found = new Map<string, Container[]>();
  for (const container of containers.values()) {
    const { composeService } = container;
    if (composeService === undefined) continue;
    const others = found.get(composeService);
    if (others === undefined) found.set(composeService, [container]);
    else others.push(container);
  }
  return found;
}

function isMadeFrom(container: Container, wanted: ReadonlySet<string>): boolean {
  const { composeFiles = [], composeFolder = "" } = container;
  if (composeFiles.length === 0) return false;
  const paths = pathsOf.of(container, () => composeFiles.map((file) => withSlashes(path.resolve(composeFolder, file))));
  return paths.some((file) => wanted.has(file));
}

/** The language server writes paths with forward slashes on every system. */
function withSlashes(file: string): string {
  return file.replaceAll("\\", "/");
}
