import type { Project } from "../../compose/model/project";
import type { FileId } from "../../compose/syntax/node";
import { keyOf, type Occurrence, type ProjectSymbol } from "../symbols/symbol";
import { type DocumentOf, ProjectSymbols } from "../symbols/symbols";

/** A symbol of one project. */
export interface SymbolIn {
  readonly symbols: ProjectSymbols;
  readonly symbol: ProjectSymbol;
}

/** The word that one points at, and what it names. */
export interface NamedThere {
  readonly occurrence: Occurrence;
  /** In each project that has the file; more than one in a project whose file is extended by another one. */
  readonly names: readonly SymbolIn[];
}

/** What is named at an offset of a file that is part of these projects; undefined where that is nothing with a name. */
export function namedAt(
  file: FileId,
  offset: number,
  projects: readonly Project[],
  documentOf: DocumentOf,
): NamedThere | undefined {
  let first: Occurrence | undefined;
  const names: SymbolIn[] = [];
  for (const project of projects) {
    const symbols = new ProjectSymbols(project, documentOf);
    const found = symbols.at(file, offset);
    const occurrence = (first ??= found[0]);
    if (occurrence === undefined) continue;
    for (const { at, symbol } of found) if (isSame(at, occurrence.at)) names.push({ symbols, symbol });
  }
  return first === undefined ? undefined : { occurrence: first, names };
}

function isSame(one: Occurrence["at"], other: Occurrence["at"]): boolean {
  return one.chunk === other.chunk && one.start === other.start && one.end === other.end;
}

/** Reads the projects that a file takes part in, beside those that are known. */
export type ProjectsOf = (file: FileId) => Promise<readonly Project[]>;

/** The places of names, each once, whichever project has them. */
class Places {
  private readonly byChunk = new Map<object, Map<number, Occurrence>>();

  /** Answers whether it is new. */
  add(occurrence: Occurrence): boolean {
    const { chunk, start } = occurrence.at;
    const inChunk = this.byChunk.get(chunk) ?? new Map<number, Occurrence>();
    this.byChunk.set(chunk, inChunk);
    if (inChunk.has(start)) return false;
    inChunk.set(start, occurrence);
    return true;
  }

  get all(): Occurrence[] {
    return [...this.byChunk.values()].flatMap((inChunk) => [...inChunk.values()]);
  }
}

/** Where the names are given, in the projects in which one points at them. */
export function definitionsOf({ names }: NamedThere): Occurrence[] {
  const places = new Places();
  for (const { symbols, symbol } of names) {
    for (const each of symbols.of(symbol)) if (each.role === "definition") places.add(each);
  }
  return places.all;
}

/**
 * Every place of the names, also in other projects that share a file which gives one of them: what two projects include is
 * one thing. A word that names two things at once, in a file that others extend, makes them one as well.
 */
export async function placesOf({ names }: NamedThere, projectsOf: ProjectsOf, documentOf: DocumentOf) {
  const places = new Places();
  const seen = new Set<string>();
  const asked = new Set<FileId>();
  const projects = new Map<string, ProjectSymbols>(names.map(({ symbols }) => [idOf(symbols.project), symbols]));
  const left = [...names];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { symbols, symbol } = next;
    const key = `${idOf(symbols.project)}\n\n${keyOf(symbol)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const occurrence of symbols.of(symbol)) {
      places.add(occurrence);
      left.push(...symbols.alsoNamedBy(occurrence).map((other) => ({ symbols, symbol: other })));
      const { file } = occurrence.at.chunk;
      if (occurrence.role !== "definition" || asked.has(file)) continue;
      asked.add(file);
      for (const project of await projectsOf(file)) {
        const id = idOf(project);
        if (!projects.has(id)) projects.set(id, new ProjectSymbols(project, documentOf));
      }
    }
    for (const occurrence of symbols.of(symbol)) {
      if (occurrence.role !== "definition") continue;
      const { chunk, start } = occurrence.at;
      const offset = documentOf(chunk.file)?.offsetOf(chunk, start);
      for (const other of projects.values()) {
        if (other === symbols || offset === undefined || !other.project.files.includes(chunk.file)) continue;
        left.push(...other.at(chunk.file, offset).map((each) => ({ symbols: other, symbol: each.symbol })));
      }
    }
  }
  return { places: places.all, projects: [...projects.values()] };
}

/** Two readings of one project are one. */
function idOf({ provenance: { folder, requested } }: Project): string {
  return [folder, ...requested].join("\n");
}
