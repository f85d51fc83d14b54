import { undeclaredNetworks } from "./network";
import type { Project } from "./project";
import type { Service } from "./service";

/**
 * Services that say neither what runs nor what they extend: Compose refuses them unless another file says it (`service "x" has
 * neither an image nor a build context specified`, compose-go loader/validate.go).
 */
export function unfinishedServices({ services }: Project): string[] {
  return [...services].filter(([, service]) => isUnfinished(service)).map(([name]) => name);
}

/** Services and networks that are named and are not there, each with its kind, as Compose refuses them. */
export function missingNames({ services, networks }: Project): ReadonlySet<string> {
  const missing = new Set<string>();
  for (const service of services.values()) {
    for (const { value } of service.references) {
      if (value.required && !services.has(value.service)) missing.add(`service ${value.service}`);
    }
    for (const { value } of service.networks?.value ?? []) {
      if (!undeclaredNetworks.has(value.network) && !networks.has(value.network))
        missing.add(`network ${value.network}`);
    }
  }
  return missing;
}

function isUnfinished({ isMapping, runsSomething, extendsAnother }: Service): boolean {
  return isMapping && !runsSomething && !extendsAnother;
}
