import { resolve } from "node:path";
import { ComposeDocument } from "../compose/syntax/document";
import type { Severity } from "../rules/finding";
import { Analyser } from "../workspace/analyse";
import { decode } from "../workspace/decode";
import type { FileSystem } from "../workspace/fileSystem";
import { FileCache } from "../workspace/fileCache";
import { forwardSlashes } from "../workspace/fileId";
import { findComposeFiles, reasonOf } from "../workspace/findFiles";
import { Projects } from "../workspace/projects";
import type { Report } from "../workspace/report";
import type { CheckRequest } from "./arguments";
import { print } from "./formats";
import { displayPath, toPrinted } from "./printedReport";

/** The terminal and the machine, as far as a check needs them. */
export interface Terminal {
  readonly files: FileSystem;
  /** The working folder, absolute. */
  readonly workingFolder: string;
  out(text: string): void;
  error(text: string): void;
}

const loudestFirst: readonly Severity[] = ["error", "warning", "information", "hint"];

/** Runs `hostside check` and answers with the exit status of the contract: 0, 1 or 2. */
export async function check(request: CheckRequest, terminal: Terminal): Promise<0 | 1 | 2> {
  const complain = (path: string, problem: string): void =>
    terminal.error(`${displayPath(path, terminal.workingFolder)}: ${problem}\n`);
  const { paths, unreadable } = await pathsOf(request, terminal);
  const cache = new FileCache(terminal.files);
  const projects = new Projects(cache, { environment: () => undefined });
  const analyser = new Analyser(cache);
  const reports = new Map<string, Report>();
  for (const path of paths) {
    const document = await readDocument(path, terminal.files);
    if ("unreadable" in document) {
      unreadable.push({ path, reason: document.unreadable });
      continue;
    }
    const [syntaxError] = document.errors;
    if (syntaxError !== undefined) {
      const { line, character } = document.positionAt(syntaxError.start);
      const place = `line ${String(line + 1)}, column ${String(character + 1)}`;
      complain(path, `this is not valid YAML (${place}): ${syntaxError.message}. What could be read was checked.`);
    }
    // A file counts in every project that it is part of, and a project's findings may stand in files that nobody named.
    for (const project of await projects.of(forwardSlashes(path), [forwardSlashes(terminal.workingFolder)])) {
      for (const report of analyser.reports(project, request.severities)) reports.set(JSON.stringify(report), report);
    }
  }
  for (const { path, reason } of unreadable) complain(path, `it was not checked: ${reason}.`);
  const limit = loudestFirst.indexOf(request.minimum);
  const shown = [...reports.values()].filter(({ severity }) => loudestFirst.indexOf(severity) <= limit);
  const printed = shown.map((report) => toPrinted(report, terminal.workingFolder));
  const checked = paths.filter((path) => !unreadable.some((other) => other.path === path)).length;
  terminal.out(print(request.format, printed, { files: checked }));
  if (unreadable.length > 0) return 2;
  return shown.some(({ severity }) => severity === "error" || severity === "warning") ? 1 : 0;
}

/** A folder stands for the Compose files below it; a file that is named is checked whatever it is called. */
async function pathsOf(request: CheckRequest, { files, workingFolder }: Terminal) {
  const paths = new Set<string>();
  const unreadable: { path: string; reason: string }[] = [];
  for (const word of request.paths) {
    const path = resolve(workingFolder, word);
    if (await isFolder(path, files)) {
      const search = await findComposeFiles(files, path);
      search.found.forEach((found) => paths.add(found));
      unreadable.push(...search.unreadable);
    } else paths.add(path);
  }
  return { paths: [...paths], unreadable };
}

async function isFolder(path: string, files: FileSystem): Promise<boolean> {
  try {
    await files.list(path);
    return true;
  } catch (error) {
    // A folder that may not be listed is a folder all the same, and the search says why it cannot be read.
    return error instanceof Error && "code" in error && error.code === "EACCES";
  }
}

async function readDocument(path: string, files: FileSystem): Promise<ComposeDocument | { unreadable: string }> {
  try {
    const decoded = decode(await files.read(path));
    return "text" in decoded ? ComposeDocument.parse(path, decoded.text) : decoded;
  } catch (error) {
    return { unreadable: reasonOf(error) };
  }
}
