import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair as YamlPair,
  parseDocument,
  type ParsedNode,
  type Scalar,
  Schema,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { LineTable } from "./lines";
import type { AliasNode, Chunk, FileId, MappingNode, Node, Pair, ScalarNode, SequenceNode } from "./node";

/** A chunk with what the YAML parser made of it. `root` is undefined where the text holds no content at all. */
export interface ParsedChunk extends Chunk {
  readonly root: Node | undefined;
  /** Nodes with an anchor, in document order. */
  readonly anchors: readonly Node[];
  readonly errors: readonly YamlError[];
  /** Where the document that asked last has it among its pieces: a hint that saves a map of thousands of chunks. */
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

/** Nodes nested deeper than this are cut off: no Compose file needs it, and recursion stays bounded. */
const maximumDepth = 200;

/**
 * Parses one chunk. Never throws: broken text gives the nodes that could be read, and the parser's errors.
 * Aliases and merge keys stay as written, tags of Compose (`!reset`, `!override`) stay on their nodes.
 */
export function parseChunk(file: FileId, text: string): ParsedChunk {
  const anchors: Node[] = [];
  const chunk: Writable<ParsedChunk> = {
    file,
    text,
    lines: new LineTable(text),
    root: undefined,
    anchors,
    errors: [],
    lastIndex: -1,
  };
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      schema,
      uniqueKeys: false,
      strict: false,
      prettyErrors: false,
      logLevel: "silent",
      keepSourceTokens: false,
    });
  } catch (error) {
    // The parser itself gives up on hostile input (nesting that exhausts the stack): the same as unreadable text.
    const message = error instanceof Error ? error.message : String(error);
    chunk.errors = [{ message, start: 0, end: text.length }];
    return chunk;
  }
  chunk.errors = document.errors.map((error) => ({ message: error.message, start: error.pos[0], end: error.pos[1] }));
  if (document.contents !== null) {
    chunk.root = new TreeBuilder(chunk, anchors).node(document.contents, undefined, 0);
  }
  return chunk;
}

/** Turns the library's nodes into ours, which know their chunk and their parent and hold nothing else alive. */
class TreeBuilder {
  constructor(
    private readonly chunk: Chunk,
    private readonly anchors: Node[],
  ) {}

  node(source: ParsedNode, parent: Node["parent"], depth: number): Node {
    if (depth > maximumDepth) return this.empty(source.range[0], parent);
    if (isAlias(source)) return this.alias(source, parent);
    let node: Node;
    if (isMap(source)) node = this.mapping(source, parent, depth);
    else if (isSeq(source)) node = this.sequence(source, parent, depth);
    else if (isScalar(source)) node = this.scalar(source, parent);
    else return this.empty(0, parent);
    if (node.anchor !== undefined) this.anchors.push(node);
    return node;
  }

  private alias(source: Alias.Parsed, parent: Node["parent"]): AliasNode {
    return {
      kind: "alias",
      chunk: this.chunk,
      start: source.range[0],
      end: source.range[1],
      parent,
      tag: undefined,
      anchor: undefined,
      name: source.source,
    };
  }

  private scalar(source: Scalar, parent: Node["parent"]): ScalarNode {
    const [start, end] = source.range ?? [0, 0];
    const text = typeof source.value === "string" ? source.value : (source.source ?? "");
    return {
      kind: "scalar",
      chunk: this.chunk,
      start,
      end,
      parent,
      tag: source.tag,
      anchor: source.anchor,
      text,
      style: scalarStyle(source),
    };
  }

  private empty(at: number, parent: Node["parent"]): ScalarNode {
    return {
      kind: "scalar",
      chunk: this.chunk,
      start: at,
      end: at,
      parent,
      tag: undefined,
      anchor: undefined,
      text: "",
      style: "plain",
    };
  }

  private mapping(source: YAMLMap, parent: Node["parent"], depth: number): MappingNode {
    const pairs: Pair[] = [];
    const [start, end] = source.range ?? [0, 0];
    const node: Writable<MappingNode> = {
      kind: "mapping",
      chunk: this.chunk,
      start,
      end,
      parent,
      tag: source.tag,
      anchor: source.anchor,
      style: source.flow === true ? "flow" : "block",
      pairs,
    };
    for (const item of source.items as YamlPair<ParsedNode | null, ParsedNode | null>[]) {
      const pair = this.pair(item, node, depth);
      if (pair) pairs.push(pair);
    }
    return tightened(node, pairs.at(-1)?.value.end);
  }

  private pair(
    item: YamlPair<ParsedNode | null, ParsedNode | null>,
    map: MappingNode,
    depth: number,
  ): Pair | undefined {
    // A key that is not a plain word (a mapping, an alias) means nothing to Compose.
    if (!isScalar(item.key)) return undefined;
    const pair: Writable<Pair> = {
      kind: "pair",
      parent: map,
      key: this.scalar(item.key, undefined),
      value: undefined as unknown as Node,
    };
    pair.key.parent = pair;
    pair.value = item.value === null ? this.empty(pair.key.end, pair) : this.node(item.value, pair, depth + 1);
    return pair;
  }

  private sequence(source: YAMLSeq, parent: Node["parent"], depth: number): SequenceNode {
    const items: Node[] = [];
    const [start, end] = source.range ?? [0, 0];
    const node: Writable<SequenceNode> = {
      kind: "sequence",
      chunk: this.chunk,
      start,
      end,
      parent,
      tag: source.tag,
      anchor: source.anchor,
      style: source.flow === true ? "flow" : "block",
      items,
    };
    for (const item of source.items as (ParsedNode | YamlPair<ParsedNode, ParsedNode | null>)[]) {
      // `[a: b]` holds a pair without braces: to Compose a mapping of one entry, which no network attribute takes.
      if ("range" in item) items.push(this.node(item, node, depth + 1));
    }
    return tightened(node, items.at(-1)?.end);
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The parser lets a block collection run on over blank lines and comments; it ends where its last value does. */
function tightened<T extends MappingNode | SequenceNode>(node: Writable<T>, lastEnd: number | undefined): T {
  if (node.style === "block" && lastEnd !== undefined) node.end = lastEnd;
  return node;
}

function scalarStyle(source: Scalar): ScalarNode["style"] {
  switch (source.type) {
    case "QUOTE_DOUBLE":
      return "double-quoted";
    case "QUOTE_SINGLE":
      return "single-quoted";
    case "BLOCK_FOLDED":
    case "BLOCK_LITERAL":
      return "block";
    default:
      return "plain";
  }
}
