import type { Position } from "./lines";
import type { Chunk, FileId, MappingNode, Node, Pair, Place } from "./node";
import { type ParsedChunk, parseChunk, type YamlError } from "./parse";
import { split, type Stretch } from "./split";

/** A zero-based range of a whole document, as the Language Server Protocol counts. */
export interface DocumentRange {
  readonly start: Position;
  readonly end: Position;
}

/** A chunk and the part it plays in its document. */
interface Piece {
  readonly chunk: ParsedChunk;
  readonly role: Stretch["role"];
}

/**
 * One file's text as syntax trees, and the way from a place in a chunk back to a position in the file.
 *
 * The trees depend on the text alone. A document that is parsed beside its previous version takes over the chunks whose
 * text did not change, so that a keystroke costs the parse of one service.
 */
export class ComposeDocument {
  private located: Map<Chunk, { readonly index: number; readonly offset: number; readonly line: number }> | undefined;
  private anchored: Map<string, Node[]> | undefined;
  private builtRoots: readonly MappingNode[] | undefined;

  private constructor(
    readonly file: FileId,
    readonly text: string,
    /** The text without a byte order mark. */
    private readonly body: string,
    private readonly pieces: readonly Piece[],
  ) {}

  /** Parses a file's text; never throws. The previous version of the same file makes it quick. */
  static parse(file: FileId, text: string, previous?: ComposeDocument): ComposeDocument {
    const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    const body = start === 0 ? text : text.slice(start);
    const stretches = split(body);
    const before = { body: previous?.body ?? "", pieces: previous?.pieces ?? [] };
    return new ComposeDocument(file, text, body, parsePieces(file, body, stretches, before));
  }

  /** The top-level mapping of each YAML document in the file, in order; documents that hold none are left out. */
  get roots(): readonly MappingNode[] {
    this.builtRoots ??= buildRoots(this.pieces);
    return this.builtRoots;
  }

  /** The first YAML document's top-level mapping, if there is one. */
  get root(): MappingNode | undefined {
    return this.roots[0];
  }

  /** What the YAML parser objects to, with offsets in the document's text. */
  get errors(): readonly YamlError[] {
    return this.pieces.flatMap(({ chunk }) =>
      chunk.errors.map(({ message, start, end }) => ({
        message,
        start: this.offsetOf(chunk, start),
        end: this.offsetOf(chunk, end),
      })),
    );
  }

  /** What an alias refers to: the last node before it that carries the anchor. */
  resolveAlias(name: string, before: Place): Node | undefined {
    const candidates = this.anchors().get(name);
    if (candidates === undefined) return undefined;
    const own = this.locate(before.chunk).index;
    return candidates.findLast((node) => {
      const index = this.locate(node.chunk).index;
      return index < own || (index === own && node.start < before.start);
    });
  }

  /** Whether a chunk is part of this document. */
  holds(chunk: Chunk): boolean {
    return this.locations().has(chunk);
  }

  /** The line at which a chunk starts; -1 for a chunk of another version. */
  lineOf(chunk: Chunk): number {
    return this.locations().get(chunk)?.line ?? -1;
  }

  /** The offset in the document's text of an offset in a chunk. */
  offsetOf(chunk: Chunk, offset: number): number {
    return this.locate(chunk).offset + offset;
  }

  /** The line and column of an offset in the document's text. */
  positionAt(offset: number): Position {
    for (const { chunk } of this.pieces) {
      const location = this.locate(chunk);
      if (offset < location.offset + chunk.text.length) return this.position(chunk, offset - location.offset);
    }
    const last = this.pieces.at(-1)?.chunk;
    return last === undefined ? { line: 0, character: offset } : this.position(last, last.text.length);
  }

  /** The lines and columns of a place. */
  rangeOf({ chunk, start, end }: Place): DocumentRange {
    return { start: this.position(chunk, start), end: this.position(chunk, end) };
  }

  private position(chunk: Chunk, offset: number): Position {
    const location = this.locate(chunk);
    const { line, character } = chunk.lines.position(offset);
    // Only the first line of a file can start elsewhere than at column 0: behind a byte order mark.
    const shift = location.line === 0 && line === 0 ? location.offset : 0;
    return { line: location.line + line, character: character + shift };
  }

  private locate(chunk: Chunk): { readonly index: number; readonly offset: number; readonly line: number } {
    const location = this.locations().get(chunk);
    if (location === undefined) throw new Error(`a place of another version of ${this.file}`);
    return location;
  }

  private locations() {
    if (this.located === undefined) {
      this.located = new Map();
      let offset = this.text.charCodeAt(0) === 0xfeff ? 1 : 0;
      let line = 0;
      this.pieces.forEach(({ chunk }, index) => {
        this.located?.set(chunk, { index, offset, line });
        offset += chunk.text.length;
        line += chunk.lines.breaks;
      });
    }
    return this.located;
  }

  private anchors(): Map<string, Node[]> {
    if (this.anchored === undefined) {
      this.anchored = new Map();
      for (const { chunk } of this.pieces) {
        for (const node of chunk.anchors) {
          const known = this.anchored.get(node.anchor ?? "");
          if (known) known.push(node);
          else this.anchored.set(node.anchor ?? "", [node]);
        }
      }
    }
    return this.anchored;
  }
}

/** A previous version of the text, as far as its pieces can be taken over. */
interface Previous {
  readonly body: string;
  readonly pieces: readonly Piece[];
}

/** Takes over what stands unchanged at the start and at the end, and parses what lies between. */
function parsePieces(file: FileId, text: string, stretches: readonly Stretch[], previous: Previous): readonly Piece[] {
  const { pieces, body } = previous;
  const most = Math.min(stretches.length, pieces.length);
  const prefix = commonPrefix(body, text);
  let front = 0;
  for (let offset = 0; front < most; front++) {
    const stretch = stretches[front];
    const piece = pieces[front];
    const end = offset + (piece?.chunk.text.length ?? 0);
    if (piece?.role !== stretch?.role || end !== stretch?.end || end > prefix) break;
    offset = end;
  }
  const suffix = text.length - commonSuffix(body, text, prefix);
  const shift = text.length - body.length;
  let back = 0;
  for (let offset = body.length; back < most - front; back++) {
    const stretch = stretches[stretches.length - 1 - back];
    const piece = pieces[pieces.length - 1 - back];
    const start = offset - (piece?.chunk.text.length ?? 0);
    if (piece?.role !== stretch?.role || start + shift !== stretch?.start || stretch.start < suffix) break;
    offset = start;
  }
  const changed = stretches.slice(front, stretches.length - back);
  const parsed = changed.map(({ start, end, role }) => ({ chunk: parseChunk(file, text.slice(start, end)), role }));
  return [...pieces.slice(0, front), ...parsed, ...pieces.slice(pieces.length - back)];
}

/** The number of code units that two texts share at their start. Compares blocks: a loop over the units would be slower. */
function commonPrefix(one: string, other: string): number {
  return longest(Math.min(one.length, other.length), (from, to) => other.startsWith(one.slice(from, to), from));
}

/** The number of code units that two texts share at their end, behind what they share at their start. */
function commonSuffix(one: string, other: string, prefix: number): number {
  return longest(Math.min(one.length, other.length) - prefix, (from, to) =>
    other.startsWith(one.slice(one.length - to, one.length - from), other.length - to),
  );
}

/** The largest length up to `limit` that is the same, by halving: `same(from, to)` says whether this part is. */
function longest(limit: number, same: (from: number, to: number) => boolean): number {
  let known = 0;
  let open = limit;
  while (known < open) {
    const middle = Math.ceil((known + open) / 2);
    if (same(known, middle)) known = middle;
    else open = middle - 1;
  }
  return known;
}

/** Puts the mappings of the pieces together again, one for each YAML document. */
function buildRoots(pieces: readonly Piece[]): MappingNode[] {
  const roots: MappingNode[] = [];
  let pairs: Pair[] = [];
  let first: MappingNode | undefined;
  let services: Pair[] | undefined;
  const finish = (): void => {
    if (first !== undefined) roots.push({ ...first, pairs });
    pairs = [];
    first = undefined;
    services = undefined;
  };
  pieces.forEach(({ chunk, role }, index) => {
    if (role === "separator") finish();
    const root = chunk.root;
    if (root?.kind !== "mapping") return;
    first ??= root;
    if (role === "services" && pieces[index + 1]?.role === "service") {
      services = [];
      const entries = services;
      pairs.push(...root.pairs.map((pair) => withEntries(pair, root, entries)));
    } else if (role === "service" && services !== undefined) services.push(...root.pairs);
    else pairs.push(...root.pairs);
  });
  finish();
  return roots;
}

/** The `services` entry with the services of the pieces that follow as its value. */
function withEntries(pair: Pair, root: MappingNode, entries: readonly Pair[]): Pair {
  const { key } = pair;
  const value: MappingNode = {
    kind: "mapping",
    chunk: key.chunk,
    start: key.start,
    end: key.end,
    parent: pair,
    tag: undefined,
    anchor: undefined,
    style: "block",
    pairs: entries,
  };
  return { ...pair, parent: root, value };
}
