import { variablesBelow, type VariableText } from "../interpolation/dotenv";
import type { VariableLookup } from "../interpolation/template";
import type { FileId } from "../syntax/node";
import { folderOf, resolvePath } from "./paths";
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

/** Where a project's relative paths start, and what surrounds its files. */
export interface FolderEnvironment {
  readonly folder: string;
  readonly variables: VariableLookup;
  readonly profiles: readonly string[];
  /** The `.env` files that they come from, whether they are there or not. */
  readonly variableFiles: readonly FileId[];
  /** What of a `.env` could not be read. */
  readonly unreadVariables: UnreadVariables | undefined;
}

/**
 * What a folder says of its project: the files that `docker compose` would take there, and the variables it would see; the
 * environment itself is that of any file in this folder.
 */
export interface FolderProject extends FolderEnvironment {
  /** Undefined where the folder has no Compose file of a default name and no `COMPOSE_FILE`. */
  readonly files: readonly FileId[] | undefined;
  readonly assembled: Extract<Assembled, "stated" | "found">;
  /** Of the files: `COMPOSE_FILE` makes the folder of the first one the project's. */
  readonly ofFiles: FolderEnvironment;
  /** What names the files, in words; undefined where their own names do. */
  readonly namedBy: string | undefined;
  /** Files that nobody has looked at yet. */
  readonly pending: readonly FileId[];
}

/** Makes environments; the same lookup for the same texts, for what is remembered of it. */
export type EnvironmentOf = (surrounding: VariableLookup, contents: readonly VariableText[]) => VariableLookup;

/**
 * Finds the project of a folder: `COMPOSE_FILE`, `COMPOSE_PATH_SEPARATOR` and `COMPOSE_PROFILES` from its `.env` or the
 * environment, else the default names with their override. Where `COMPOSE_FILE` leads to another folder, that one is the
 * project's, and its `.env` says what this one's leaves open (docs/docker-behaviour.md#compose-file-folder).
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
  const folderEnvironment = (of: string, above: VariableLookup): FolderEnvironment => {
    const file = `${of}/.env`;
    const dotenv = source.text(file);
    if (dotenv === "pending") pending.push(file);
    const unreadVariables = isUnread(dotenv) ? { file, reason: dotenv } : undefined;
    const text = typeof dotenv === "string" ? undefined : dotenv.text;
    const isShown = typeof dotenv !== "string" && dotenv.isShown === true;
    const contents = text === undefined && unreadVariables === undefined ? [] : [{ file, text, isShown }];
    const variables = environmentOf(above, contents);
    const profiles = listed(variables("COMPOSE_PROFILES"), ",");
    return { folder: of, variables, variableFiles: [file], profiles, unreadVariables };
  };
  const own = folderEnvironment(folder, environment);
  const named = own.variables("COMPOSE_FILE");
  if (named !== undefined && named !== "") {
    const paths = listed(named, own.variables("COMPOSE_PATH_SEPARATOR") ?? ":");
    const files = paths.map((path) => resolvePath(folder, path));
    const namedBy = environment("COMPOSE_FILE") === undefined ? `COMPOSE_FILE in ${folder}/.env` : "COMPOSE_FILE";
    const [first] = files;
    const elsewhere = first === undefined || folderOf(first) === folder ? undefined : folderOf(first);
    const there = elsewhere === undefined ? own : folderEnvironment(elsewhere, own.variables);
    const ofFiles = {
      ...there,
      variableFiles: [...new Set([...own.variableFiles, ...there.variableFiles])],
      unreadVariables: own.unreadVariables ?? there.unreadVariables,
    };
    return { ...own, files, assembled: "stated", ofFiles, namedBy, pending };
  }
  const main = defaultNames.find(exists);
  const override = main === undefined ? undefined : overrideNames.find(exists);
  const files = [main, override].flatMap((name) => (name === undefined ? [] : [`${folder}/${name}`]));
  const found = main === undefined ? undefined : files;
  return { ...own, files: found, assembled: "found", ofFiles: own, namedBy: undefined, pending };
}

/** A folder of that name is none to Compose: it looks for a file (compose-go cli/options.go, WithEnvFiles). */
function isUnread(text: ReturnType<FileSource["text"]>): text is Exclude<Unread, "missing" | "folder"> {
  return typeof text === "string" && text !== "pending" && text !== "missing" && text !== "folder";
}

/** The request that reads one set of files in a folder's environment; that of the folder's own project in those of that one. */
export function requestOf(
  files: readonly FileId[],
  folder: string,
  found: FolderProject,
  assembled: Assembled,
): ProjectRequest {
  const isOwn = files === found.files;
  const { variables, variableFiles, profiles, unreadVariables } = isOwn ? found.ofFiles : found;
  const named = isOwn ? namedIn(found) : undefined;
  return {
    files,
    folder: isOwn ? found.ofFiles.folder : folder,
    variables,
    variableFiles,
    profiles,
    assembled,
    unreadVariables,
    named,
  };
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
