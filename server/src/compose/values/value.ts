import type { VariableLookup } from "../interpolation/template";
import type { FileId, Node, ScalarNode } from "../syntax/node";
import type { Step, Way } from "./way";

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
  /** Without a step where the value is written in place. */
  readonly via: Way;
  /** The value stands in a file of `env_file`. */
  readonly fromFile?: FromFile;
  /** Of a text with variables: where it has their values from. */
  readonly variables?: VariableLookup;
  /** What it took the place of: the value of a layer below, which may have replaced another in turn. */
  readonly replaced?: Origin;
  /** The key that `!reset` removes beside a merge key, so that what that one brings is the value. */
  readonly shownThrough?: ScalarNode;
}

/** A value that a file of `env_file` gives; `node` of its origin is one of the two. */
interface FromFile {
  /** The item of `env_file` that names the file. */
  readonly entry: Node;
  /** The value in that file. */
  readonly node: ScalarNode;
}

/** Compose's own tags: `!reset` takes a value of an earlier layer away, `!override` puts its own in that one's place. */
export type LayerTag = "reset" | "override";

export interface ScalarValue {
  readonly kind: "scalar";
  readonly at: Origin;
  readonly tag?: LayerTag | undefined;
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
  /** The text with a hole for each of the variables; undefined where the text is not known at all. */
  readonly holed?: string;
}

export interface MappingValue {
  readonly kind: "mapping";
  readonly at: Origin;
  readonly tag?: LayerTag | undefined;
  readonly entries: ReadonlyMap<string, Value>;
}

export interface SequenceValue {
  readonly kind: "sequence";
  readonly at: Origin;
  readonly tag?: LayerTag | undefined;
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

/** The same value, reached by one more step. Everything below it came that way too. */
export function reachedBy<T extends Value>(value: T, step: Step): T {
  const at = { ...value.at, via: value.at.via.from(step) };
  switch (value.kind) {
    case "scalar":
      return { ...value, at };
    case "sequence":
      return { ...value, at, items: value.items.map((item) => reachedBy(item, step)) };
    case "mapping":
      return {
        ...value,
        at,
        entries: new Map([...value.entries].map(([key, entry]) => [key, reachedBy(entry, step)])),
      };
  }
}

/** How many values a value is made of, itself included. */
export function countValues(value: Value): number {
  if (value.kind === "scalar") return 1;
  let count = 1;
  for (const inner of value.kind === "sequence" ? value.items : value.entries.values()) count += countValues(inner);
  return count;
}

/** The text of a scalar; undefined for a collection, a null or a text that is not known. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "scalar" && !value.isNull ? value.text : undefined;
}

/** Whether two values say the same, wherever they stand. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (one === undefined || other?.kind !== one.kind) return false;
  if (one.kind === "scalar") return other.kind === "scalar" && one.text === other.text && one.isNull === other.isNull;
  if (one.kind === "sequence") {
    return (
      other.kind === "sequence" &&
      one.items.length === other.items.length &&
      one.items.every((item, index) => sameValue(item, other.items[index]))
    );
  }
  return (
    other.kind === "mapping" &&
    one.entries.size === other.entries.size &&
    [...one.entries].every(([key, value]) => sameValue(value, other.entries.get(key)))
  );
}
