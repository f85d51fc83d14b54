import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair as YamlPair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { AliasNode, Chunk, MappingNode, Node, Pair, ScalarNode, SequenceNode } from "./node";

/** Nodes nested deeper than this are cut off: no Compose file needs it, and recursion stays bounded. */
const maximumDepth = 200;

/** A collection whose entries come later, and how deep they are. */
interface Unfilled {
  readonly node: MappingNode | SequenceNode;
  readonly depth: number;
}

/** Turns the library's nodes into ours, which know their chunk and their parent and hold nothing else alive. */
export class TreeBuilder {
  private readonly unfilled = new Map<object, Unfilled>();
  private readonly later: ReadonlySet<object>;

  constructor(
    private readonly chunk: Chunk,
    private readonly anchors: Node[],
    /** The tokens of collections whose entries are left out at first, and come by {@link fill}. */
    later: Iterable<object> = [],
  ) {
    this.later = new Set(later);
  }

  /** Adds entries to a collection that was built without them. */
  fill(token: object, source: ParsedNode): void {
    const known = this.unfilled.get(token);
    if (known === undefined) return;
    const { node, depth } = known;
    if (node.kind === "mapping" && isMap(source)) this.addPairs(source, node, depth);
    else if (node.kind === "sequence" && isSeq(source)) this.addItems(source, node, depth);
  }

  /** Lets what was filled, and what holds it, end where it does now. */
  finish(): void {
    for (const { node } of this.unfilled.values()) {
      for (let each: MappingNode | SequenceNode | undefined = node; each !== undefined; each = holderOf(each)) {
        tightened(each);
      }
    }
  }

  node(source: ParsedNode, parent: Node["parent"], depth: number): Node {
    if (depth > maximumDepth) return this.empty(source.range[0], parent);
    if (isAlias(source)) return this.alias(source, parent);
    let node: Node;
    if (isMap(source)) node = this.mapping(source, parent, depth);
    else if (isSeq(source)) node = this.sequence(source, parent, depth);
    else if (isScalar(source)) node = this.scalar(source, parent);
    else return this.empty(0, parent);
    if (node.anchor !== undefined) this.anchors.push(node);
    const token = source.srcToken;
    if (token !== undefined && this.later.has(token) && (node.kind === "mapping" || node.kind === "sequence")) {
      this.unfilled.set(token, { node, depth });
    }
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
      pairs: [],
    };
    this.addPairs(source, node, depth);
    return tightened(node);
  }

  private addPairs(source: YAMLMap, node: MappingNode, depth: number): void {
    const pairs = node.pairs as Pair[];
    for (const item of source.items as YamlPair<ParsedNode | null, ParsedNode | null>[]) {
      const pair = this.pair(item, node, depth);
      if (pair) pairs.push(pair);
    }
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
      items: [],
    };
    this.addItems(source, node, depth);
    return tightened(node);
  }

  private addItems(source: YAMLSeq, node: SequenceNode, depth: number): void {
    const items = node.items as Node[];
    for (const item of source.items as (ParsedNode | YamlPair<ParsedNode, ParsedNode | null>)[]) {
      // `[a: b]` holds a pair without braces: to Compose a mapping of one entry, which no network attribute takes.
      if ("range" in item) items.push(this.node(item, node, depth + 1));
    }
  }
}

/** The same with every property open to be set while it is built. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The parser lets a block collection run on over blank lines and comments; it ends where its last value does. */
function tightened<T extends MappingNode | SequenceNode>(node: T): T {
  const last = node.kind === "mapping" ? node.pairs.at(-1)?.value : node.items.at(-1);
  if (node.style === "block" && last !== undefined) (node as { end: number }).end = last.end;
  return node;
}

function holderOf({ parent }: Node): MappingNode | SequenceNode | undefined {
  return parent?.kind === "pair" ? parent.parent : parent;
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
