import type { FileId } from "../syntax/node";
import { nameOf, resolvePath } from "./paths";
import type { FileSource } from "./source";

/** The files that somebody says are started together, in their order; undefined where nobody does. */
export interface FilesTogether {
  readonly files: readonly [FileId, ...FileId[]] | undefined;
  /** Files that nobody has looked at yet. */
  readonly pending: readonly FileId[];
}

/** A comment that starts Compose: `# docker compose -f compose.yaml -f compose.host.yaml up`. */
const commandLine = /^[ \t]*#.*?\bdocker[- ]compose\s(.*-f.*)$/gm;
const fileOption = /(?:^|\s)(?:-f|--file)(?:[ \t]+|=)["']?([^\s"'`]+)/g;

/**
 * What a file's own comments say it is joined with. An override file often says so at its top, and nowhere else can it be
 * learnt. Only where every file that is named is there.
 */
export function filesInComments(file: FileId, source: FileSource): FilesTogether {
  const text = source.text(file);
  if (text === "pending") return { files: undefined, pending: [file] };
  if (text === "missing" || !/docker[- ]compose\s.*-f/.test(text.text)) return { files: undefined, pending: [] };
  for (const [, options = ""] of text.text.matchAll(commandLine)) {
    const words = [...options.matchAll(fileOption)].map(([, word = ""]) => word);
    const folder = words.length < 2 ? undefined : folderOfCommand(words, file);
    if (folder === undefined) continue;
    const [first, ...others] = words.map((word) => resolvePath(folder, word));
    if (first === undefined) continue;
    const seen = [first, ...others].map((each) => [each, source.text(each)] as const);
    const pending = seen.flatMap(([each, content]) => (content === "pending" ? [each] : []));
    if (pending.length > 0) return { files: undefined, pending };
    if (seen.every(([, content]) => content !== "missing")) return { files: [first, ...others], pending: [] };
  }
  return { files: undefined, pending: [] };
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
