import type { FileId } from "../syntax/node";
import { nameOf, resolvePath } from "./paths";
import type { FileSource } from "./source";

/** The files that somebody says are started together, in their order; undefined where nobody does. */
export interface FilesTogether {
  readonly files: readonly [FileId, ...FileId[]] | undefined;
  /** Files that nobody has looked at yet. */
  readonly pending: readonly FileId[];
}

/** What starts Compose: `# docker compose -f compose.yaml -f compose.host.yaml up`. */
const command = /\bdocker[- ]compose\s/;
const fileOption = /(?:^|\s)(?:-f|--file)(?:[ \t]+|=)["']?([^\s"'`]+)/g;
/** What sets the files that Compose reads instead: `# COMPOSE_FILE=compose.yaml:compose.host.yaml`. */
const variable = /\bCOMPOSE_FILE[ \t]*[=:][ \t]*["'`]?([^\s"'`]+)/;
/** Where a command goes on in the next line of a comment. */
const continuation = /\\[ \t]*\r?\n[ \t]*#[ \t]*/g;
/** Most files say nothing of the kind, and are not searched line by line. */
const worthReading = /docker[- ]compose\s|COMPOSE_FILE/;

/**
 * What a file's own comments say it is joined with. An override file often says so at its top, and nowhere else can it be
 * learnt. Only where every file that is named is there.
 */
export function filesInComments(file: FileId, source: Pick<FileSource, "text">): FilesTogether {
  const content = source.text(file);
  if (content === "pending") return { files: undefined, pending: [file] };
  if (typeof content === "string" || !worthReading.test(content.text)) return { files: undefined, pending: [] };
  for (const words of setsOfFiles(content.text.replace(continuation, " "))) {
    const folder = words.length < 2 ? undefined : folderOfCommand(words, file);
    if (folder === undefined) continue;
    const [first, ...others] = words.map((word) => resolvePath(folder, word));
    if (first === undefined) continue;
    const seen = [first, ...others].map((each) => [each, source.text(each)] as const);
    const pending = seen.flatMap(([each, found]) => (found === "pending" ? [each] : []));
    if (pending.length > 0) return { files: undefined, pending };
    if (seen.every(([, found]) => found !== "missing")) return { files: [first, ...others], pending: [] };
  }
  return { files: undefined, pending: [] };
}

function* setsOfFiles(text: string): Generator<string[]> {
  const comments = text.split(/[\r\n]+/).filter((line) => /^[ \t]*#/.test(line));
  for (const comment of comments) {
    const found = command.exec(comment);
    const options = found === null ? "" : comment.slice(found.index + found[0].length);
    if (options.includes("-f")) yield [...options.matchAll(fileOption)].map(([, word = ""]) => word);
  }
  for (const comment of comments) {
    const list = variable.exec(comment)?.[1];
    if (list !== undefined) yield list.split(/[:;]/);
  }
}

/** The folder in which the command finds the file under one of the paths that it names. */
function folderOfCommand(words: readonly string[], file: FileId): string | undefined {
  for (const word of words) {
    if (nameOf(word) !== nameOf(file) || word.startsWith("/")) continue;
    const path = `/${word.replace(/^(?:\.\/)+/, "")}`;
    if (!path.includes("/../") && file.endsWith(path)) return file.slice(0, file.length - path.length) || "/";
  }
  return undefined;
}
