import { type Document, parseDocument, Schema } from "yaml";
import { LineTable } from "./lines";
import type { Chunk, FileId, Node } from "./node";
import { TreeBuilder, type Writable } from "./tree";

/** A chunk with what the YAML parser made of it. `root` is undefined where the text holds no content at all. */
export interface ParsedChunk extends Chunk {
  readonly root: Node | undefined;
  /** Nodes with an anchor, in document order. */
  readonly anchors: readonly Node[];
  readonly errors: readonly YamlError[];
  /**
   * Where the document that asked last has it among its pieces. The only field that changes: a hint, which is compared with
   * the pieces before it is used, and saves a map of thousands of chunks.
   */
  lastIndex: number;
}

/** What the YAML parser objects to; Hostside never publishes these, other extensions do. */
export interface YamlError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Every scalar stays the text that it is: what it means is said by where it stands, and no tag has to be tried on it. */
const schema = new Schema({ schema: "failsafe", merge: false, resolveKnownTags: false });

/** How every text is parsed. */
export const parserOptions = {
  schema,
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: "silent",
  keepSourceTokens: false,
} as const;

/** A chunk without a tree, and the list of its anchors that is to be filled. */
export function newChunk(file: FileId, text: string): { chunk: Writable<ParsedChunk>; anchors: Node[] } {
  const anchors: Node[] = [];
  const lines = new LineTable(text);
  return { chunk: { file, text, lines, root: undefined, anchors, errors: [], lastIndex: -1 }, anchors };
}

/** The parser's errors as ours. */
export function errorsOf(errors: readonly { readonly message: string; readonly pos: [number, number] }[]): YamlError[] {
  return errors.map(({ message, pos }) => ({ message, start: pos[0], end: pos[1] }));
}

/**
 * Parses one chunk. Never throws: broken text gives the nodes that could be read, and the parser's errors.
 * Aliases and merge keys stay as written, tags of Compose (`!reset`, `!override`) stay on their nodes.
 */
export function parseChunk(file: FileId, text: string): ParsedChunk {
  const { chunk, anchors } = newChunk(file, text);
  let document: Document.Parsed;
  try {
    document = parseDocument(text, parserOptions);
  } catch (error) {
    // The parser itself gives up on hostile input (nesting that exhausts the stack): the same as unreadable text.
    const message = error instanceof Error ? error.message : String(error);
    chunk.errors = [{ message, start: 0, end: text.length }];
    return chunk;
  }
  chunk.errors = errorsOf(document.errors);
  if (document.contents !== null) {
    chunk.root = new TreeBuilder(chunk, anchors).node(document.contents, undefined, 0);
  }
  return chunk;
}
