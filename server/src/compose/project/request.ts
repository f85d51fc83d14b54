import type { Text } from "../../../../shared/text";
import type { VariableLookup } from "../interpolation/template";
import type { FileId } from "../syntax/node";
import type { Table } from "../values/table";
import type { Value } from "../values/value";
import type { ProjectProblem } from "./problem";
import type { Provenance } from "./provenance";
import type { UnreadFile, UnreadVariables } from "./unread";

/** What a project is made of: `docker compose -f A -f B --project-directory FOLDER`. */
export interface ProjectRequest {
  /** In the order in which they are joined. */
  readonly files: readonly FileId[];
  readonly folder: string;
  /** Handed on unchanged between readings as long as the values are the same: what is remembered hangs on it. */
  readonly variables: VariableLookup;
  readonly assembled: Assembled;
  /** The profiles that the environment enables: `COMPOSE_PROFILES`. */
  readonly profiles: readonly string[];
  /** The files that they come from, whether they are there or not. */
  readonly variableFiles?: readonly FileId[];
  /** The folder's `.env`, where it is there and could not be read. */
  readonly unreadVariables?: UnreadVariables | undefined;
  readonly named?: NamedFiles | undefined;
  /** What says that the files belong together, in words; undefined where their names or their content do. */
  readonly statedBy?: string | Text | undefined;
  /** A file of the folder, none of these, that includes, extends or completes them. */
  readonly joinedBy?: FileId | undefined;
}

/** Files that something else than a Compose file names, as `COMPOSE_FILE` does: Compose refuses a project that lacks one. */
export interface NamedFiles {
  readonly by: string | Text;
  readonly files: readonly FileId[];
}

/**
 * How sure it is that Docker takes exactly these files together. `stated`: somebody said so, by `COMPOSE_FILE` or a
 * setting. `found`: they have the names that Compose looks for, though `-f` may still add others. `completed`: a file whose
 * services do not say what runs, with the main file of its folder, though more files and profiles may be meant. `beside`: a
 * file that names what it has not, with the main file of its folder, which has it as another one may. `alone`: a file that
 * is looked at by itself for want of a project; most such files are parts of one
 * (docs/docker-behaviour.md#files-are-parts).
 */
export type Assembled = "stated" | "found" | "completed" | "beside" | "alone";

/** Whether nobody said, by word or by name, that these files are all that is started. */
export function isGuess(assembled: Assembled): boolean {
  return assembled !== "stated" && assembled !== "found";
}

/** The effective configuration as values; `compose/model` gives them types. */
export interface ReadProject {
  /** As the engine knows the project; undefined where variables that could not be read may say another name. */
  readonly name: string | undefined;
  readonly services: Table<Value>;
  readonly networks: Table<Value>;
  /** Every file that took part or should have, in the order in which it was met. */
  readonly files: readonly FileId[];
  /** Files of variables that took part or should have: `.env`, and those of `env_file`. */
  readonly variableFiles: readonly FileId[];
  /** Files that nobody has looked at yet: the rest of the answer is a guess until they are there. */
  readonly pending: readonly FileId[];
  readonly problems: readonly ProjectProblem[];
  readonly unread: readonly UnreadFile[];
  /** Whether every part could be followed: no file is missing, unread, remote, or named by a variable without a value. */
  readonly whole: boolean;
  readonly assembled: Assembled;
  readonly profiles: readonly string[];
  /** Why each file belongs to the project, and what could not be followed: for explanations. */
  readonly provenance: Provenance;
}
