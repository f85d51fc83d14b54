import { variablesBelow, type VariableText } from "../interpolation/dotenv";
import type { VariableLookup } from "../interpolation/template";
import type { FileId } from "../syntax/node";
import { resolvePath } from "./paths";
import type { Assembled, NamedFiles, ProjectRequest } from "./request";
import type { FileSource } from "./source";
import type { Unread, UnreadVariables } from "./unread";

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
  /** What of the folder's `.env` could not be read. */
  readonly unreadVariables: UnreadVariables | undefined;
  /** What names the files, in words; undefined where their own names do. */
  readonly namedBy: string | undefined;
  /** Files that nobody has looked at yet. */
  readonly pending: readonly FileId[];
}

/** Makes environments; the same lookup for the same texts, for what is remembered of it. */
export type EnvironmentOf = (surrounding: VariableLookup, contents: readonly VariableText[]) => VariableLookup;

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
    // Compose takes what is there by that name, whether it can be read or not.
    return text !== "pending" && text !== "missing";
  };
  const dotenv = source.text(`${folder}/.env`);
  if (dotenv === "pending") pending.push(`${folder}/.env`);
  const unreadVariables = isUnread(dotenv) ? { file: `${folder}/.env`, reason: dotenv } : undefined;
  const text = typeof dotenv === "string" ? undefined : dotenv.text;
  const contents = text === undefined && unreadVariables === undefined ? [] : [{ file: `${folder}/.env`, text }];
  const variables = environmentOf(environment, contents);
  const profiles = listed(variables("COMPOSE_PROFILES"), ",");
  const named = variables("COMPOSE_FILE");
  if (named !== undefined && named !== "") {
    const files = listed(named, variables("COMPOSE_PATH_SEPARATOR") ?? ":").map((path) => resolvePath(folder, path));
    const namedBy = environment("COMPOSE_FILE") === undefined ? `COMPOSE_FILE in ${folder}/.env` : "COMPOSE_FILE";
    return { files, assembled: "stated", variables, profiles, unreadVariables, namedBy, pending };
  }
  const main = defaultNames.find(exists);
  const override = main === undefined ? undefined : overrideNames.find(exists);
  const files = [main, override].flatMap((name) => (name === undefined ? [] : [`${folder}/${name}`]));
  const found = main === undefined ? undefined : files;
  return { files: found, assembled: "found", variables, profiles, unreadVariables, namedBy: undefined, pending };
}

/** A folder of that name is none to Compose: it looks for a file (compose-go cli/options.go, WithEnvFiles). */
function isUnread(text: ReturnType<FileSource["text"]>): text is Exclude<Unread, "missing" | "folder"> {
  return typeof text === "string" && text !== "pending" && text !== "missing" && text !== "folder";
}

/** The request that reads one set of files in a folder's surroundings. */
export function requestOf(
  files: readonly FileId[],
  folder: string,
  found: FolderProject,
  assembled: Assembled,
): ProjectRequest {
  const { variables, profiles, unreadVariables } = found;
  const named = files === found.files ? namedIn(found) : undefined;
  return { files, folder, variables, profiles, assembled, unreadVariables, named };
}

/** The files that something names as the folder's project; undefined where their own names do. */
export function namedIn({ namedBy, files }: FolderProject): NamedFiles | undefined {
  return namedBy === undefined || files === undefined ? undefined : { by: namedBy, files };
}

function listed(text: string | undefined, separator: string): string[] {
  return (text ?? "")
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
