import { Memo } from "../../../../shared/memo";
import type { Project } from "./project";
import type { Service } from "./service";
import { pause, type Steps } from "../syntax/steps";
import type { Block } from "../values/table";

/**
 * What is taken of each service, for the whole project, remembered block by block: of thousands of services an edit costs
 * one block, and asking costs what was found, not what was looked at.
 */
export function collectFromServices<T>(take: (service: Service) => readonly T[]): Collection<T> {
  const known = new Memo<Block<Service>, readonly T[]>();
  const takeAll = ({ items }: Block<Service>): readonly T[] => items.flatMap(take);
  const taken = ({ services }: Project): readonly T[] => services.blocks.flatMap((block) => known.of(block, takeAll));
  return Object.assign(taken, {
    *inSteps({ services }: Project): Steps<void> {
      for (const block of services.blocks) {
        known.of(block, takeAll);
        yield pause;
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
  const known = new Memo<Block<Service>, readonly T[]>();
  return (project) => {
    const now = facts(project);
    const takeAll = ({ items }: Block<Service>): readonly T[] => items.flatMap((service) => take(service, project));
    return project.services.blocks.flatMap((block) => known.get(block, now, takeAll));
  };
}
