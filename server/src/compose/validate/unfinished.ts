import { isNamedAsMode } from "../model/networkMode";
import type { Project } from "../model/project";
import type { Service } from "../model/service";
import { undefinedNetworks, undefinedServices } from "./undefined";

/**
 * Services that say neither what runs nor what they extend: Compose refuses them unless another file says it (`service "x" has
 * neither an image nor a build context specified`, compose-go loader/validate.go).
 */
export function unfinishedServices({ services }: Project): string[] {
  return [...services].filter(([, service]) => isUnfinished(service)).map(([name]) => name);
}

/** Services and networks that are named and are not there, each with its kind. */
export function missingNames(project: Project): ReadonlySet<string> {
  const services = undefinedServices(project).filter(({ target }) => target === undefined);
  return new Set([
    ...services.map(({ reference }) => `service ${reference.value.service}`),
    ...undefinedNetworks(project).flatMap(({ network }) => (isNamedAsMode(network) ? [] : [`network ${network}`])),
  ]);
}

function isUnfinished({ isMapping, runsSomething, extendsAnother }: Service): boolean {
  return isMapping && !runsSomething && !extendsAnother;
}
