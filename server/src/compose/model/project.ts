import { Memo } from "../../../../shared/memo";
import type { FileId } from "../syntax/node";
import type { ProjectProblem } from "../project/problem";
import type { UnreadFile } from "../project/unread";
import type { Provenance } from "../project/provenance";
import type { Assembled, ReadProject } from "../project/request";
import { finish, type Steps } from "../syntax/steps";
import type { Block, Table } from "../values/table";
import type { Value } from "../values/value";
import { type Network, readNetwork } from "./network";
import type { DeployedWith } from "./deploy";
import { readService, type Service } from "./service";

/** The effective configuration of a project, typed, as far as networking goes. */
export interface Project {
  /** As the engine knows it; undefined where variables that could not be read may say another name. */
  readonly name: string | undefined;
  readonly services: Table<Service>;
  readonly networks: Table<Network>;
  readonly files: readonly FileId[];
  /** Files of variables that took part or should have: `.env`, and those of `env_file`. */
  readonly variableFiles: readonly FileId[];
  readonly problems: readonly ProjectProblem[];
  /** Files that Compose may read and that are not read here. */
  readonly unread: readonly UnreadFile[];
  /** How sure it is that Docker takes exactly these files together. */
  readonly assembled: Assembled;
  /** Whether every part could be followed: no file is missing, unread, remote, or named by a variable without a value. */
  readonly whole: boolean;
  /** The profiles that the environment enables. */
  readonly profiles: readonly string[];
  /** The values that services and networks were made of, and how the files were found: for explanations. */
  readonly values: Pick<ReadProject, "services" | "networks">;
  readonly provenance: Provenance;
}

/** Gives values their types, and remembers the services and networks whose values are the same as before. */
export class ProjectTyper {
  private readonly services: EntryTyper<Service>;
  private readonly networks = new EntryTyper(readNetwork);

  constructor(deployedWith: DeployedWith = "auto") {
    this.services = new EntryTyper((name, value) => readService(name, value, deployedWith));
  }

  project(read: ReadProject): Project {
    return finish(this.typing(read));
  }

  /** The same in steps. */
  *typing(read: ReadProject): Steps<Project> {
    return {
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
