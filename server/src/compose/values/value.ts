import type { AliasNode, FileId, Node, ScalarNode } from "../syntax/node";

/**
 * The values of a Compose file once aliases, merge keys and variables are followed. Every value keeps the node it
 * stands on and the way by which it arrived, so that nobody downstream computes a position.
 */
export type Value = ScalarValue | MappingValue | SequenceValue;

/** Where a value stands and how it came to be here. */
export interface Origin {
  readonly file: FileId;
  /** The node of the value itself; an alias is followed to what it names. */
  readonly node: Node;
  /** The key of the entry whose value this is; undefined for an item of a list. */
  readonly key: ScalarNode | undefined;
  /** Outermost first; empty where the value is written in place. */
  readonly via: readonly Step[];
}

/** One step by which a value reached the place where it takes effect. */
export interface Step {
  readonly kind: "alias" | "merge-key";
  /** The alias that made the step. */
  readonly at: AliasNode | Node;
}

export interface ScalarValue {
  readonly kind: "scalar";
  readonly at: Origin;
  /** The text after interpolation; undefined where it is not known. */
  readonly text: string | undefined;
  /** What kept the text from being known: variables without a value, or a template that Compose refuses. */
  readonly unknown: Unknown | undefined;
  /** Nothing, `~` or `null`, unquoted. */
  readonly isNull: boolean;
}

export interface Unknown {
  readonly variables: readonly string[];
  readonly invalid: string | undefined;
}

export interface MappingValue {
  readonly kind: "mapping";
  readonly at: Origin;
  readonly entries: ReadonlyMap<string, Value>;
}

export interface SequenceValue {
  readonly kind: "sequence";
  readonly at: Origin;
  readonly items: readonly Value[];
}

/** A typed value of the effective configuration and the place that made it what it is. */
export interface Sourced<T> {
  readonly value: T;
  readonly at: Origin;
}

/** The items of a list, or none for anything else. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === "sequence" ? value.items : [];
}

/** The entries of a mapping, or none for anything else. */
export function entriesOf(value: Value | undefined): ReadonlyMap<string, Value> {
  return value?.kind === "mapping" ? value.entries : new Map<string, Value>();
}

/** The text of a scalar; undefined for a collection, a null or a text that is not known. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "scalar" && !value.isNull ? value.text : undefined;
}
