import type { FileId } from "../syntax/node";
import type { ProjectProblem } from "../project/problem";
import type { Assembled, ReadProject } from "../project/reader";
import type { Value } from "../values/value";
import { type Network, readNetwork } from "./network";
import { readService, type Service } from "./service";

/** The effective configuration of a project, typed, as far as networking goes. */
export interface Project {
  readonly services: ReadonlyMap<string, Service>;
  readonly networks: ReadonlyMap<string, Network>;
  readonly files: readonly FileId[];
  readonly problems: readonly ProjectProblem[];
  /** How sure it is that Docker takes exactly these files together. */
  readonly assembled: Assembled;
  /** Whether every part could be followed: no file is missing, remote, or named by a variable without a value. */
  readonly whole: boolean;
  /** The profiles that the surroundings enable. */
  readonly profiles: readonly string[];
}

/** Gives values their types, and remembers the services and networks whose values are the same as before. */
export class ProjectTyper {
  private readonly services = new WeakMap<Value, { readonly name: string; readonly as: Service }>();
  private readonly networks = new WeakMap<Value, { readonly name: string; readonly as: Network }>();

  project(read: ReadProject): Project {
    return {
      services: typed(read.services, this.services, readService),
      networks: typed(read.networks, this.networks, readNetwork),
      files: read.files,
      problems: read.problems,
      assembled: read.assembled,
      whole: read.whole,
      profiles: read.profiles,
    };
  }
}

function typed<T>(
  values: ReadonlyMap<string, Value>,
  known: WeakMap<Value, { readonly name: string; readonly as: T }>,
  read: (name: string, value: Value) => T,
): ReadonlyMap<string, T> {
  const all = new Map<string, T>();
  for (const [name, value] of values) {
    let one = known.get(value);
    if (one?.name !== name) {
      one = { name, as: read(name, value) };
      known.set(value, one);
    }
    all.set(name, one.as);
  }
  return all;
}
