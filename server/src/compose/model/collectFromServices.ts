import { Memo } from "../../../../shared/memo";
import type { Project } from "./project";
import type { Service } from "./service";
import { pause, type Steps } from "../syntax/steps";
import type { Block, Table } from "../values/table";

/**
 * What is taken of each service, for the whole project, remembered block by block: of thousands of services an edit costs
 * one block. The whole is remembered as well, for all who ask of one project.
 */
export function collectFromServices<T>(take: (service: Service) => readonly T[]): Collection<T> {
  const known = new Memo<Block<Service>, readonly T[]>();
  const whole = new Memo<Table<Service>, readonly T[]>();
  const takeAll = ({ items }: Block<Service>): readonly T[] => takenOf(items, take);
  const join = ({ blocks }: Table<Service>): readonly T[] => joined(blocks.map((block) => known.of(block, takeAll)));
  const taken = ({ services }: Project): readonly T[] => whole.of(services, join);
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
): Collection<T> {
  const known = new Memo<Block<Service>, readonly T[]>();
  const whole = new Memo<Table<Service>, readonly T[]>();
  const takeAll =
    (project: Project) =>
    ({ items }: Block<Service>): readonly T[] =>
      takenOf(items, (service) => take(service, project));
  const taken = (project: Project): readonly T[] => {
    const now = facts(project);
    return whole.get(project.services, now, ({ blocks }) =>
      joined(blocks.map((block) => known.get(block, now, takeAll(project)))),
    );
  };
  return Object.assign(taken, {
    *inSteps(project: Project): Steps<void> {
      const now = facts(project);
      for (const block of project.services.blocks) {
        known.get(block, now, takeAll(project));
        yield pause;
      }
    },
  });
}

/** Most services have nothing of what is looked for: one array for all of them. */
const nothing: readonly never[] = [];

function takenOf<T>(services: readonly Service[], take: (service: Service) => readonly T[]): readonly T[] {
  const found: T[] = [];
  for (const service of services) for (const each of take(service)) found.push(each);
  return found.length === 0 ? nothing : found;
}

function joined<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const filled = lists.filter(({ length }) => length > 0);
  return filled.length === 0 ? nothing : ([] as T[]).concat(...filled);
}
