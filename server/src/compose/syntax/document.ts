import { LineTable, type Position } from "./lines";
import type { Chunk, FileId, MappingNode, Node, Place } from "./node";
import { type ParsedChunk, parseChunk, type YamlError } from "./parse";

/** A zero-based range of a whole document, as the Language Server Protocol counts. */
export interface DocumentRange {
  readonly start: Position;
  readonly end: Position;
}

/** One file's text as syntax trees, and the way from a place in a chunk back to a position in the file. */
export class ComposeDocument {
  private readonly lines: LineTable;

  private constructor(
    readonly file: FileId,
    readonly text: string,
    private readonly chunk: ParsedChunk,
    /** Code units before the chunk: a byte order mark. */
    private readonly offset: number,
  ) {
    this.lines = new LineTable(text);
  }

  /** Parses a file's text; never throws. */
  static parse(file: FileId, text: string): ComposeDocument {
    const offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    return new ComposeDocument(file, text, parseChunk(file, text.slice(offset)), offset);
  }

  /** The document's top-level mapping, if it has one. */
  get root(): MappingNode | undefined {
    return this.chunk.root?.kind === "mapping" ? this.chunk.root : undefined;
  }

  get errors(): readonly YamlError[] {
    return this.chunk.errors;
  }

  /** What an alias refers to: the last node before it that carries the anchor. */
  resolveAlias(name: string, before: Place): Node | undefined {
    return this.chunk.anchors.findLast((node) => node.anchor === name && node.start < before.start);
  }

  /** Whether a chunk is part of this document. */
  holds(chunk: Chunk): boolean {
    return chunk === this.chunk;
  }

  /** The offset in the document's text of an offset in a chunk. */
  offsetOf(_chunk: Chunk, offset: number): number {
    return offset + this.offset;
  }

  /** The line and column of an offset in the document's text. */
  positionAt(offset: number): Position {
    return this.lines.position(offset);
  }

  /** The lines and columns of a place. */
  rangeOf(place: Place): DocumentRange {
    return {
      start: this.lines.position(this.offsetOf(place.chunk, place.start)),
      end: this.lines.position(this.offsetOf(place.chunk, place.end)),
    };
  }
}
