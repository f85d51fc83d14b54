import { formatRange } from "../src/compose/model/port";
import type { Project } from "../src/compose/model/project";
import type { FileState, FileSystem } from "../src/workspace/fileSystem";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import type { Report } from "../src/workspace/report";

/** A file system in memory: texts by absolute path. Counts the reads. */
export class MemoryFiles implements FileSystem {
  readonly reads: string[] = [];

  constructor(readonly texts: Record<string, string>) {}

  read(path: string): Promise<Uint8Array> {
    this.reads.push(path);
    const text = this.texts[path];
    if (text === undefined) return Promise.reject(Object.assign(new Error(path), { code: "ENOENT" }));
    return Promise.resolve(new TextEncoder().encode(text));
  }

  list(path: string): ReturnType<FileSystem["list"]> {
    throw new Error(`${path} is not to be listed`);
  }

  /** Whose stamp is the text itself. */
  look(path: string): Promise<FileState> {
    const text = this.texts[path];
    if (text === undefined) return Promise.reject(Object.assign(new Error(path), { code: "ENOENT" }));
    return Promise.resolve({ kind: "file", stamp: text });
  }
}

/** Splits a fixture of several files at its `#- path` lines; paths are below /p. */
export function splitFiles(text: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const part of text.split(/^#- /m).slice(1)) {
    const lineBreak = part.indexOf("\n");
    files[`/p/${part.slice(0, lineBreak).trim()}`] = part.slice(lineBreak + 1);
  }
  return files;
}

/** What is found in the projects of one file, in one line each: `file:line:column severity rule`. */
export function findingsIn(files: Record<string, string>, file: string): Promise<string[]> {
  return reportsIn(
    files,
    file,
    ({ file: found, range, severity, rule }) =>
      `${found.slice(3)}:${range.start.line + 1}:${range.start.character + 1} ${severity} ${rule}`,
  );
}

/** What is found in the projects of one file, each made into a line by `line`. */
export async function reportsIn(
  files: Record<string, string>,
  file: string,
  line: (report: Report) => string,
): Promise<string[]> {
  const cache = new FileCache(new MemoryFiles(files));
  const projects = await new Projects(cache, { environment: () => undefined }).of(`/p/${file}`, ["/p"]);
  const analyser = new Analyser(cache);
  return projects.flatMap((project) => analyser.reports(project, {}).map(line));
}

/** The effective services of the project of one file. */
export async function servicesOf(files: Record<string, string>, file: string) {
  const cache = new FileCache(new MemoryFiles(files));
  const [project] = await new Projects(cache, { environment: () => undefined }).of(`/p/${file}`, ["/p"]);
  if (project === undefined) throw new Error("there is no project");
  return project;
}

/** Targets of a service's ports, in order; `?` where it is not known. */
export function targetsIn(project: Project, name: string): string[] {
  const ports = project.services.get(name)?.ports?.value ?? [];
  return ports.map(({ value }) => (value.target === undefined ? "?" : formatRange(value.target)));
}
