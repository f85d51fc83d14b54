import type { FileId } from "../syntax/node";
import type { ProjectProblem } from "../project/problem";
import type { UnreadFile } from "../project/unread";
import type { Provenance } from "../project/provenance";
import type { Assembled, ReadProject } from "../project/request";
import type { Table } from "../values/table";
import type { Network } from "./network";
import type { Service } from "./service";

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
