import type { Project } from "./project";
import type { Service } from "./service";
import { othersFirst, type Steps } from "../syntax/steps";
import { type Block, BlockCache } from "../values/table";

/**
 * What is taken of each service, for the whole project, remembered block by block: of thousands of services an edit costs
 * one block, and asking costs what was found, not what was looked at.
 */
export function collectFromServices<T>(take: (service: Service) => readonly T[]): Collection<T> {
  const cache = new BlockCache<Service, readonly T[]>();
  const takeAll = ({ items }: Block<Service>): readonly T[] => items.flatMap(take);
  const taken = ({ services }: Project): readonly T[] => services.blocks.flatMap((block) => cache.get(block, takeAll));
  return Object.assign(taken, {
    *inSteps({ services }: Project): Steps<void> {
      for (const block of services.blocks) {
        cache.get(block, takeAll);
        yield othersFirst;
      }
    },
  });
}

/** What is taken of the services of a project; `inSteps` makes it ready. */
interface Collection<T> {
  (project: Project): readonly T[];
  readonly inSteps: (project: Project) => Steps<void>;
}

/**
 * The same for what also depends on something of the project beside the service: a block is looked at again when it
 * changed or when one of the `facts` is another object.
 */
export function collectFromServicesWith<T>(
  facts: (project: Project) => readonly object[],
  take: (service: Service, project: Project) => readonly T[],
): (project: Project) => readonly T[] {
  const known = new WeakMap<Block<Service>, { readonly facts: readonly object[]; readonly taken: readonly T[] }>();
  return (project) => {
    const now = facts(project);
    return project.services.blocks.flatMap((block) => {
      const before = known.get(block);
      const isSame = before?.facts.length === now.length && before.facts.every((fact, at) => fact === now[at]);
      if (isSame) return before.taken;
      const taken = block.items.flatMap((service) => take(service, project));
      known.set(block, { facts: now, taken });
      return taken;
    });
  };
}
