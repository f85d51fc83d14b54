import { Memo } from "../../../../shared/memo";
import type { ReadProject } from "../project/request";
import { finish, type Steps } from "../syntax/steps";
import type { Block, Table } from "../values/table";
import type { Value } from "../values/value";
import type { DeployedWith } from "./deploy";
import { readNetwork } from "./network";
import type { Project } from "./project";
import { sameProject } from "./sameProject";
import { readService, type Service } from "./service";

/**
 * Gives values their types, and remembers the services and networks whose values are the same as before. A project in which
 * nothing is another than before is the same object: what is made of projects is remembered by it.
 */
export class ProjectTyper {
  private readonly services: EntryTyper<Service>;
  private readonly networks = new EntryTyper(readNetwork);
  private last: Project | undefined;

  constructor(deployedWith: DeployedWith = "auto") {
    this.services = new EntryTyper((name, value) => readService(name, value, deployedWith));
  }

  project(read: ReadProject): Project {
    return finish(this.typing(read));
  }

  /** The same in steps. */
  *typing(read: ReadProject): Steps<Project> {
    const project: Project = {
      name: read.name,
      services: yield* this.services.typed(read.services),
      networks: yield* this.networks.typed(read.networks),
      files: read.files,
      variableFiles: read.variableFiles,
      problems: read.problems,
      unread: read.unread,
      assembled: read.assembled,
      whole: read.whole,
      profiles: read.profiles,
      values: { services: read.services, networks: read.networks },
      provenance: read.provenance,
    };
    if (this.last === undefined || !sameProject(this.last, project)) this.last = project;
    return this.last;
  }
}

/** An edit elsewhere leaves a table the same, one in an entry all other blocks, and one in a block all other entries. */
class EntryTyper<T> {
  private readonly tables = new Memo<Table<Value>, Table<T>>();
  private readonly blocks = new Memo<Block<Value>, Block<T>>();
  private readonly entries = new Memo<Value, T>();

  constructor(private readonly read: (name: string, value: Value) => T) {}

  typed(values: Table<Value>): Steps<Table<T>> {
    return this.tables.inSteps(values, [], () => values.mappingBlocks((block) => this.block(block)));
  }

  private block(block: Block<Value>): Block<T> {
    return this.blocks.of(block, ({ names, items }) => ({
      names,
      items: items.map((value, at) => this.entry(names[at] ?? "", value)),
    }));
  }

  private entry(name: string, value: Value): T {
    return this.entries.get(value, [name], () => this.read(name, value));
  }
}
