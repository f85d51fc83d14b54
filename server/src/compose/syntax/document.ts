import { finish, type Steps } from "./steps";
import type { Position } from "./lines";
import type { Chunk, FileId, MappingNode, Node, Pair, Place } from "./node";
import type { ParsedChunk, YamlError } from "./parse";
import { parseAgain, parsePiece, type Piece } from "./pieces";
import { split } from "./split";

/** A zero-based range of a whole document, as the Language Server Protocol counts. */
export interface DocumentRange {
  readonly start: Position;
  readonly end: Position;
}

/**
 * One file's text as syntax trees, and the way from a place in a chunk back to a position in the file.
 *
 * The trees depend on the text alone. A document that is parsed beside its previous version takes over the chunks whose
 * text did not change, so that a keystroke costs the parse of one service.
 */
export class ComposeDocument {
  private where: { readonly offsets: Int32Array; readonly lines: Int32Array } | undefined;
  private anchored: Anchors | undefined;
  private builtRoots: readonly MappingNode[] | undefined;

  private constructor(
    readonly file: FileId,
    readonly text: string,
    /** The text without a byte order mark. */
    private readonly body: string,
    private readonly pieces: readonly Piece[],
    private readonly previousAnchors: Anchors | undefined,
    private readonly previousLines: Int32Array | undefined,
  ) {}

  /** Parses a file's text; never throws. The previous version of the same file makes it quick. */
  static parse(file: FileId, text: string, previous?: ComposeDocument): ComposeDocument {
    return finish(ComposeDocument.parsing(file, text, previous));
  }

  /** The same in steps of a service each, for a caller that has something else to do in between. */
  static *parsing(file: FileId, text: string, previous?: ComposeDocument): Steps<ComposeDocument> {
    const start = startOf(text);
    const body = start === 0 ? text : text.slice(start);
    if (previous !== undefined) {
      const pieces = yield* parseAgain(file, body, previous.body, previous.pieces, previous.starts());
      const lines = startOf(previous.text) === start ? previous.places().lines : undefined;
      return new ComposeDocument(file, text, body, pieces, previous.anchors(), lines);
    }
    const pieces: Piece[] = [];
    for (const stretch of split(body)) {
      pieces.push(yield* parsePiece(file, body, stretch));
    }
    return new ComposeDocument(file, text, body, pieces, undefined, undefined);
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
    const candidates = this.anchors().byName.get(name);
    if (candidates === undefined) return undefined;
    const own = this.indexOf(before.chunk);
    return candidates.findLast((node) => {
      const index = this.indexOf(node.chunk);
      return index < own || (index === own && node.start < before.start);
    });
  }

  /**
   * The same object as long as all anchors are the same nodes: every alias whose text did not change then leads where it
   * led before, since chunks that are taken over keep their order.
   */
  anchors(): Anchors {
    this.anchored ??= collectAnchors(this.pieces, this.previousAnchors);
    return this.anchored;
  }

  /** Whether a chunk is part of this document. */
  holds(chunk: Chunk): boolean {
    return this.find(chunk) >= 0;
  }

  /** The line at which a chunk starts; -1 for a chunk of another version. */
  lineOf(chunk: Chunk): number {
    const index = this.find(chunk);
    return index < 0 ? -1 : (this.places().lines[index] ?? 0);
  }

  /** Stands for the lines at which the chunks start: the same object as in the previous version where they are the same. */
  get lineTable(): object {
    return this.places().lines;
  }

  /** The offset in the document's text of an offset in a chunk. */
  offsetOf(chunk: Chunk, offset: number): number {
    return (this.places().offsets[this.indexOf(chunk)] ?? 0) + offset;
  }

  /** The line and column of an offset in the document's text. */
  positionAt(offset: number): Position {
    const { chunk, within } = this.pieceAt(offset);
    return chunk === undefined ? { line: 0, character: offset } : this.position(chunk, within);
  }

  /** The chunk in which an offset in the document's text lies, its tree, and where it lies within that chunk. */
  treeAt(offset: number): {
    readonly chunk: Chunk | undefined;
    readonly root: Node | undefined;
    readonly within: number;
  } {
    const { chunk, within } = this.pieceAt(offset);
    return { chunk, root: chunk?.root, within };
  }

  /** The trees of the chunks, in order. */
  *trees(): Generator<Node> {
    for (const { chunk } of this.pieces) if (chunk.root !== undefined) yield chunk.root;
  }

  /** Whether a chunk's tree holds entries of the top-level `services` that lies in another chunk. */
  holdsServices(chunk: Chunk): boolean {
    return this.pieces[this.indexOf(chunk)]?.role === "service";
  }

  private pieceAt(offset: number): { readonly chunk: ParsedChunk | undefined; readonly within: number } {
    const { offsets } = this.places();
    let low = 0;
    let high = this.pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((offsets[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { chunk: this.pieces[low]?.chunk, within: offset - (offsets[low] ?? 0) };
  }

  /** The lines and columns of a place. */
  rangeOf({ chunk, start, end }: Place): DocumentRange {
    return { start: this.position(chunk, start), end: this.position(chunk, end) };
  }

  private position(chunk: Chunk, offset: number): Position {
    const { lines, offsets } = this.places();
    const index = this.indexOf(chunk);
    const first = lines[index] ?? 0;
    const { line, character } = chunk.lines.position(offset);
    // Only the first line of a file can start elsewhere than at column 0: behind a byte order mark.
    const shift = first === 0 && line === 0 ? (offsets[index] ?? 0) : 0;
    return { line: first + line, character: character + shift };
  }

  private indexOf(chunk: Chunk): number {
    const index = this.find(chunk);
    if (index < 0) throw new Error(`a place of another version of ${this.file}`);
    return index;
  }

  /** A chunk's index among the pieces; -1 for a chunk of another version. */
  private find(chunk: Chunk): number {
    const { pieces } = this;
    const hinted = chunk as ParsedChunk;
    if (pieces[hinted.lastIndex]?.chunk === chunk) return hinted.lastIndex;
    // Another version of the document, or nobody yet, wrote the hints.
    pieces.forEach((piece, index) => (piece.chunk.lastIndex = index));
    return pieces[hinted.lastIndex]?.chunk === chunk ? hinted.lastIndex : -1;
  }

  /** Where each piece starts in the body, and last of all where it ends. */
  private starts(): Int32Array {
    const { offsets } = this.places();
    return startOf(this.text) === 0 ? offsets : offsets.map((offset) => offset - startOf(this.text));
  }

  private places() {
    if (this.where === undefined) {
      const { pieces } = this;
      const offsets = new Int32Array(pieces.length + 1);
      const lines = new Int32Array(pieces.length + 1);
      let offset = startOf(this.text);
      let line = 0;
      for (let index = 0; index <= pieces.length; index++) {
        offsets[index] = offset;
        lines[index] = line;
        const chunk = pieces[index]?.chunk;
        offset += chunk?.text.length ?? 0;
        line += chunk?.lines.breaks ?? 0;
      }
      const { previousLines } = this;
      this.where = { offsets, lines: sameNumbers(lines, previousLines) ? previousLines : lines };
    }
    return this.where;
  }
}

/** All nodes with an anchor, in document order, and by name. */
export interface Anchors {
  readonly nodes: readonly Node[];
  readonly byName: ReadonlyMap<string, readonly Node[]>;
}

function collectAnchors(pieces: readonly Piece[], previous: Anchors | undefined): Anchors {
  const nodes: Node[] = [];
  for (const { chunk } of pieces) if (chunk.anchors.length > 0) nodes.push(...chunk.anchors);
  if (previous?.nodes.length === nodes.length && nodes.every((node, at) => node === previous.nodes[at]))
    return previous;
  const byName = new Map<string, Node[]>();
  for (const node of nodes) {
    const known = byName.get(node.anchor ?? "");
    if (known) known.push(node);
    else byName.set(node.anchor ?? "", [node]);
  }
  return { nodes, byName };
}

function sameNumbers(numbers: Int32Array, others: Int32Array | undefined): others is Int32Array {
  return numbers.length === others?.length && numbers.every((number, at) => number === others[at]);
}

/** The length of the byte order mark at a text's start. */
function startOf(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
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
    } else if (role === "service" && services !== undefined) for (const pair of root.pairs) services.push(pair);
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
