import type { Project } from "../../compose/model/project";

/**
 * The name that a network of the project has on the engine; undefined where the files do not say it for certain
 * (docs/docker-behaviour.md#network-name-on-engine).
 */
export function nameOnEngine(key: string, project: Project): string | undefined {
  const network = project.networks.get(key);
  if (network?.name !== undefined) return network.name.value;
  if (network?.external === true) return key;
  // Compose makes the default network itself.
  if (network === undefined && key !== "default") return undefined;
  return project.name === undefined ? undefined : `${project.name}_${key}`;
}
