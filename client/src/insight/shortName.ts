import type { Container } from "../docker/inventory/container";

/** So many characters of a name can be read where a view is 200 px wide. */
const longest = 16;
/** So much of a long project's name stays. */
const kept = 8;

/**
 * The name of a container or a network of a Compose project, where it is long with the middle cut out: names of one project
 * differ in what follows the project's name, which would not be seen in a narrow view.
 */
export function shortName(name: string, project: string | undefined): string {
  const isOfProject = project !== undefined && (name.startsWith(`${project}-`) || name.startsWith(`${project}_`));
  if (!isOfProject || name.length <= longest || project.length <= kept + 1) return name;
  return `${project.slice(0, kept)}…${name.slice(project.length)}`;
}

/** A container's name without the ID of its task, which Swarm puts behind it. */
export function nameWithoutTask({ name, swarmService }: Container): string {
  return swarmService === undefined ? name : name.replace(/\.[a-z0-9]{25}$/u, "");
}

/** The name of a container for a narrow view. */
export function shortContainerName(container: Container): string {
  return shortName(nameWithoutTask(container), container.composeProject);
}
