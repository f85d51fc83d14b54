import { count, say, type Text } from "../../../../shared/text";
import type { FileId, Node } from "../syntax/node";
import type { ProjectProblem } from "./problem";

/**
 * Why a file is not read. `special`: a pipe, a device or a socket; `unreadable`: the system fails for a reason of its own;
 * `many`: it has more services than are read, and only the first ones are. `deep`, `ways`, `copies`: the reading stops there,
 * since it would take too much time or memory.
 */
export type Unread =
  | "missing"
  | "folder"
  | "links"
  | "denied"
  | "special"
  | "large"
  | "many"
  | "deep"
  | "ways"
  | "copies"
  | "binary"
  | "encoding"
  | "unreadable";

/** The size in MB from which on no file is read: the largest Compose file of the corpora has less than one. */
export const mostMegabytes = 16;

/** So many services of a file are read: each takes some 15 kB of memory. The largest file of the corpora has under 300. */
export const mostServices = 50_000;

/** So many files may lead to an included one. */
export const mostDeep = 100;

/** So many included projects one project has; the same files with other variables are another one. */
export const mostIncluded = 2_000;

/** So many values `extends` and `include` take over: each takes up to 1 kB of memory. */
export const mostTakenOver = 500_000;

/** The reason in plain words, for a place behind a colon. */
export function whyUnread(reason: Unread): Text {
  switch (reason) {
    case "missing":
      return say`there is no such file or folder`;
    case "folder":
      return say`it is a folder`;
    case "links":
      return say`its symbolic links lead in a circle`;
    case "denied":
      return say`permission is denied`;
    case "special":
      return say`it is not a regular file`;
    case "large":
      return say`it is larger than ${mostMegabytes} MB`;
    case "many":
      return say`it has more than ${count(mostServices)} services`;
    case "deep":
      return say`more than ${mostDeep} files lead to it, each of which includes the next`;
    case "ways":
      return say`the project includes more than ${count(mostIncluded)} others`;
    case "copies":
      return say`\`extends\` and \`include\` take over more than ${count(mostTakenOver)} values`;
    case "binary":
      return say`it is a binary file`;
    case "encoding":
      return say`it is not UTF-8 text`;
    case "unreadable":
      return say`the system cannot read it`;
  }
}

/** A `.env` file that is there and is not read. */
export interface UnreadVariables {
  readonly file: FileId;
  readonly reason: Unread;
}

/** A file that Compose reads, or may read, and that is not read here: what it says is not known. */
export interface UnreadFile {
  readonly file: FileId;
  readonly reason: Unread;
  /** Variables: a `.env` file. `default`: nobody names it; Compose takes it because it is there. */
  readonly holds: "services" | "variables" | "default variables";
  /** What asks for it. */
  readonly at: Node;
}

/**
 * Why Compose refuses the project for a Compose file that is named, in its own words; undefined where it may read the file all
 * the same: pipes, devices and large files, and what another user may read. Measured with Compose 2.40.3.
 */
export function refusedFile(file: FileId, reason: Unread): Omit<ProjectProblem, "at"> | undefined {
  switch (reason) {
    case "missing":
      return { kind: "missing-file", message: `open ${file}: no such file or directory` };
    case "folder":
      return { kind: "folder-as-file", message: `read ${file}: is a directory` };
    case "links":
      return { kind: "circular-links", message: `open ${file}: too many levels of symbolic links` };
    case "binary":
      return { kind: "binary-file", message: `failed to parse ${file}: yaml: control characters are not allowed` };
    case "encoding":
      return { kind: "not-utf-8", message: `failed to parse ${file}` };
    default:
      return undefined;
  }
}

/** The same for an `env_file` of `include`, of which Compose takes any bytes. */
export function refusedEnvFile(file: FileId, reason: Unread): Omit<ProjectProblem, "at"> | undefined {
  if (reason === "missing") return { kind: "missing-file", message: `env file ${file} not found` };
  if (reason === "folder") return { kind: "folder-as-file", message: `${file} is not a file` };
  return reason === "links" ? refusedFile(file, reason) : undefined;
}
