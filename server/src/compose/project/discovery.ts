import { variablesBelow } from "../interpolation/dotenv";
import type { VariableLookup } from "../interpolation/template";
import type { FileId } from "../syntax/node";
import { resolvePath } from "./paths";
import type { Assembled, ProjectRequest } from "./reader";
import type { FileSource } from "./source";

/** The names that Compose looks for in a folder, best first, each with its override (compose-go cli/options.go). */
const defaultNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
const overrideNames = [
  "compose.override.yml",
  "compose.override.yaml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
];

/** What a folder says of its project: the files that `docker compose` would take there, and the variables it would see. */
export interface FolderProject {
  /** Undefined where the folder has no Compose file of a default name and no `COMPOSE_FILE`. */
  readonly files: readonly FileId[] | undefined;
  readonly assembled: Extract<Assembled, "stated" | "found">;
  readonly variables: VariableLookup;
  readonly profiles: readonly string[];
  /** Files that nobody has looked at yet. */
  readonly pending: readonly FileId[];
}

/** Makes environments; the same lookup for the same texts, for what is remembered of it. */
export type EnvironmentOf = (surrounding: VariableLookup, contents: readonly string[]) => VariableLookup;

/**
 * Finds the project of a folder: `COMPOSE_FILE`, `COMPOSE_PATH_SEPARATOR` and `COMPOSE_PROFILES` from its `.env` or the
 * environment, else the default names with their override.
 */
export function folderProject(
  folder: string,
  environment: VariableLookup,
  source: FileSource,
  environmentOf: EnvironmentOf = variablesBelow,
): FolderProject {
  const pending: FileId[] = [];
  const exists = (name: string): boolean => {
    const text = source.text(`${folder}/${name}`);
    if (text === "pending") pending.push(`${folder}/${name}`);
    return typeof text !== "string";
  };
  const dotenv = source.text(`${folder}/.env`);
  if (dotenv === "pending") pending.push(`${folder}/.env`);
  const contents = typeof dotenv === "string" ? [] : [dotenv.text];
  const variables = environmentOf(environment, contents);
  const profiles = listed(variables("COMPOSE_PROFILES"), ",");
  const named = variables("COMPOSE_FILE");
  if (named !== undefined && named !== "") {
    const files = listed(named, variables("COMPOSE_PATH_SEPARATOR") ?? ":").map((path) => resolvePath(folder, path));
    return { files, assembled: "stated", variables, profiles, pending };
  }
  const main = defaultNames.find(exists);
  const override = main === undefined ? undefined : overrideNames.find(exists);
  const files = [main, override].flatMap((name) => (name === undefined ? [] : [`${folder}/${name}`]));
  return { files: main === undefined ? undefined : files, assembled: "found", variables, profiles, pending };
}

/** The request that reads one set of files in a folder's surroundings. */
export function requestOf(
  files: readonly FileId[],
  folder: string,
  { variables, profiles }: FolderProject,
  assembled: Assembled,
): ProjectRequest {
  return { files, folder, variables, profiles, assembled };
}

function listed(text: string | undefined, separator: string): string[] {
  return (text ?? "")
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
