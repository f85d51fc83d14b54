import type { LineTable } from "./lines";

/**
 * The syntax tree of a Compose file: what stands where, before aliases, merge keys and variables are looked at.
 *
 * A document is cut into chunks that are parsed on their own. Offsets count from the start of the chunk, in UTF-16 code
 * units, and ranges are half-open: a chunk whose text did not change keeps its nodes when the text above it grows.
 */

/** The file a chunk belongs to: an absolute path with forward slashes, or the URI of a document without a file. */
export type FileId = string;

/** A stretch of a document that is parsed on its own. */
export interface Chunk {
  readonly file: FileId;
  readonly text: string;
  readonly lines: LineTable;
  /** All of a text that is no YAML: a file of variables. */
  readonly plain?: true;
}

/** A half-open range of UTF-16 offsets within one chunk. */
export interface Place {
  readonly chunk: Chunk;
  readonly start: number;
  readonly end: number;
  /** Of a place in a file of variables: where a Compose file takes the value from there. */
  readonly takenBy?: Place;
}

interface NodeBase extends Place {
  /** The collection entry or item list that holds this node; undefined for a chunk's root. */
  parent: Pair | SequenceNode | undefined;
  /** An explicit tag such as `!reset`, as written. */
  readonly tag: string | undefined;
  /** The name of `&anchor`, if the node has one. */
  readonly anchor: string | undefined;
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  /** The content after unquoting and unfolding. */
  readonly text: string;
  readonly style: "plain" | "single-quoted" | "double-quoted" | "block";
}

export interface AliasNode extends NodeBase {
  readonly kind: "alias";
  readonly name: string;
}

export interface MappingNode extends NodeBase {
  readonly kind: "mapping";
  readonly style: "block" | "flow";
  readonly pairs: readonly Pair[];
}

export interface SequenceNode extends NodeBase {
  readonly kind: "sequence";
  readonly style: "block" | "flow";
  readonly items: readonly Node[];
}

/** One entry of a mapping. A value that is not written is an empty plain scalar where it would stand. */
export interface Pair {
  readonly kind: "pair";
  parent: MappingNode | undefined;
  readonly key: ScalarNode;
  readonly value: Node;
}

export type Node = ScalarNode | AliasNode | MappingNode | SequenceNode;

/** Whether a scalar says null: nothing at all, `~` or `null` unquoted (YAML 1.2 core schema). */
export function isNull(node: Node): boolean {
  return node.kind === "scalar" && node.style === "plain" && /^(?:~|null|Null|NULL|)$/.test(node.text);
}
