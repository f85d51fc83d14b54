import { isDeployedWith } from "../../src/compose/model/deploy";
import type { DocumentRange } from "../../src/compose/syntax/document";
import type { ComposeDocument } from "../../src/compose/syntax/document";
import type { FileId, Place } from "../../src/compose/syntax/node";
import type { Project } from "../../src/compose/model/project";
import { FileCache } from "../../src/workspace/fileCache";
import { placeInFile } from "../../src/workspace/placeInFile";
import { Projects } from "../../src/workspace/projects";
import { MemoryFiles, splitFiles } from "../projectFiles";

/** A stretch of a file that carets mark, and the words behind them. */
export interface MarkedRange {
  readonly file: FileId;
  readonly range: DocumentRange;
  readonly label: string;
}

/** Files in memory with a position that `$0` marks, as the features see them. */
export interface MarkedFiles {
  /** The file that holds `$0`; the first one where none does. */
  readonly file: FileId;
  /** The offset of `$0` in it. */
  readonly offset: number;
  readonly document: ComposeDocument;
  readonly projects: readonly Project[];
  readonly ranges: readonly MarkedRange[];
  /** The files without marks, by path. */
  readonly texts: Readonly<Record<FileId, string>>;
  /** The projects of another of the files. */
  readonly projectsOf: (file: FileId) => Promise<readonly Project[]>;
  readonly parsed: (file: FileId) => ComposeDocument | undefined;
  /** A place as a stretch of its file. */
  readonly rangeOf: (place: Place) => Omit<MarkedRange, "label">;
  /** The text of a stretch on one line. */
  readonly textOf: (range: Omit<MarkedRange, "label">) => string;
}

const caretLine = /^#? *(\^+)(?: +(.*))?$/;
const only = "/p/compose.yaml";

/**
 * Reads a fixture: `$0` marks the position, carets below a line mark a stretch of it, with words behind them. Several files
 * stand behind `#- path` lines, below /p; `.env` may be one of them.
 */
export async function markedFiles(fixture: string): Promise<MarkedFiles> {
  const written = /^#- /m.test(fixture) ? splitFiles(fixture) : { [only]: fixture };
  const texts: Record<FileId, string> = {};
  const ranges: MarkedRange[] = [];
  let file = Object.keys(written)[0] ?? only;
  let offset = 0;
  for (const [path, text] of Object.entries(written)) {
    const { lines, marks } = withoutCarets(text);
    const joined = lines.join("\n");
    const at = joined.indexOf("$0");
    if (at >= 0) [file, offset] = [path, at];
    texts[path] = at < 0 ? joined : joined.slice(0, at) + joined.slice(at + 2);
    ranges.push(...marks.map((mark) => ({ ...mark, file: path })));
  }
  const cache = new FileCache(new MemoryFiles(texts));
  const reader = new Projects(cache, { environment: () => undefined, ...deployedWithIn(fixture) });
  const projectsOf = (path: FileId) => reader.of(path, ["/p"]);
  const projects = await projectsOf(file);
  const parsed = (path: FileId): ComposeDocument | undefined => {
    const document = cache.document(path);
    return typeof document === "string" ? undefined : document;
  };
  const document = parsed(file);
  if (document === undefined) throw new Error(`${file} cannot be read`);
  return {
    ...{ file, offset, document, projects, ranges, texts, projectsOf, parsed },
    rangeOf: (place) => {
      const found = placeInFile(place, { document: parsed, text: cache.text });
      if (found === undefined) throw new Error(`${place.chunk.file} cannot be read`);
      return found;
    },
    textOf: ({ file: path, range: { start, end } }) => {
      const line = texts[path]?.split("\n")[start.line] ?? "";
      return line.slice(start.character, start.line === end.line ? end.character : undefined);
    },
  };
}

/** What the user says that runs the services: a fixture has it in a line of its own, `# deployed with: stack`. */
function deployedWithIn(fixture: string) {
  const [, word] = /^# deployed with: (\S+)$/m.exec(fixture) ?? [];
  return word !== undefined && isDeployedWith(word) ? { deployedWith: word } : {};
}

/** The lines of a text that hold no carets, and what the others mark; a `$0` before or in a stretch is no part of its line. */
function withoutCarets(text: string) {
  const lines: string[] = [];
  const marks: Omit<MarkedRange, "file">[] = [];
  for (const line of text.split("\n")) {
    const [, carets, label = ""] = caretLine.exec(line) ?? [];
    if (carets === undefined) {
      lines.push(line);
      continue;
    }
    const above = lines.at(-1) ?? "";
    const position = above.indexOf("$0");
    const column = (at: number): { line: number; character: number } => ({
      line: lines.length - 1,
      character: at - (position >= 0 && position < at ? 2 : 0),
    });
    const start = line.indexOf("^");
    marks.push({ range: { start: column(start), end: column(start + carets.length) }, label });
  }
  return { lines, marks };
}
