import { Memo } from "../../../../shared/memo";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";

/** The names to which services answer beside their own: of their container, their hostname and their aliases. */
export class OtherNames {
  private readonly all = collectFromServices((service) => otherNamesOf(service).map((name) => ({ name, service })));
  private readonly sets = new Memo<object, ReadonlySet<string>>();

  /** The services that have each name, in the project's order. */
  byName(project: Project): ReadonlyMap<string, readonly Service[]> {
    const all = new Map<string, Service[]>();
    for (const { name, service } of this.all(project)) {
      const known = all.get(name);
      if (known === undefined) all.set(name, [service]);
      else known.push(service);
    }
    return all;
  }

  /** The names alone: the same object as long as these and the services' own names are the same. */
  of(project: Project): ReadonlySet<string> {
    return this.sets.get(project.services.names, [this.all(project)], (_, before) => {
      const now = new Set(this.all(project).map(({ name }) => name));
      return before?.size === now.size && [...now].every((name) => before.has(name)) ? before : now;
    });
  }
}

function otherNamesOf({ name, containerName, hostname, networks }: Service): string[] {
  const aliases = networks?.value.flatMap(({ value }) => value.aliases.map((alias) => alias.value)) ?? [];
  const names = [containerName?.value, hostname?.value, ...aliases];
  return [...new Set(names.flatMap((each) => (each === undefined || each === name ? [] : [each])))];
}
