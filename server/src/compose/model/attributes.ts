import { asMapping } from "../merge/forms";
import { entriesOf, type Origin, type ScalarValue, type Sourced, textOf, type Value } from "../values/value";

/**
 * The shapes that attributes share: lists of words, `key=value` in list or mapping form, flags. What has an unexpected
 * shape is left out: shape is the schema's business.
 */

/** A list of words, or a single word where Compose takes one for a list. Words that are not known are left out. */
export function words(value: Value | undefined): Sourced<string>[] {
  const items = value?.kind === "sequence" ? value.items : value === undefined ? [] : [value];
  return items.flatMap((item) => {
    const text = textOf(item);
    return text === undefined ? [] : [{ value: text, at: item.at }];
  });
}

/** A list in which a later word takes the place of an equal earlier one (compose-go override/uncity.go). */
export function uniqueWords(value: Value | undefined): Sourced<string>[] {
  return [...new Map(words(value).map((each) => [each.value, each])).values()];
}

/**
 * `key=value` in list or mapping form, of which the last of a key counts, also across layers (compose-go
 * override/uncity.go). A key without a value, or with one that is not known, has undefined.
 */
export function assignments(value: Value | undefined): Assignment[] {
  return [...new Map(everyAssignment(value, /=/).map((each) => [each.key, each])).values()];
}

/** The same where a key may have several values. */
export function everyAssignment(value: Value | undefined, separator: RegExp): Assignment[] {
  if (value?.kind === "mapping") {
    const found: Assignment[] = [];
    for (const [key, entry] of value.entries) {
      for (const each of entry.kind === "sequence" ? entry.items : [entry]) {
        const holed = each.kind === "scalar" ? each.unknown?.holed : undefined;
        const known = { key, value: textOf(each), at: each.at };
        found.push(holed === undefined ? known : { ...known, holed });
      }
    }
    return found;
  }
  const items = value?.kind === "sequence" ? value.items : value === undefined ? [] : [value];
  return items.flatMap((item) => assignment(item, separator));
}

function assignment(item: Value, separator: RegExp): Assignment[] {
  if (item.kind !== "scalar" || item.isNull) return [];
  const { text, at } = item;
  if (text === undefined) return unknownAssignment(item, separator);
  const index = text.search(separator);
  return index < 0
    ? [{ key: text, value: undefined, at }]
    : [{ key: text.slice(0, index), value: text.slice(index + 1), at }];
}

/** What depends on variables without a value still takes the place of its key's other values, where the key is known. */
function unknownAssignment({ at, unknown }: ScalarValue, separator: RegExp): Assignment[] {
  const written = at.node.kind === "scalar" ? at.node.text : "";
  const index = Math.max(0, written.search(separator));
  const key = at.key?.text ?? written.slice(0, index);
  if (key === "" || key.includes("$")) return [];
  // Before the separator there is no variable, so that it stands at the same place.
  const holed = at.key === undefined ? unknown?.holed?.slice(index + 1) : unknown?.holed;
  return [{ key, value: undefined, at, ...(holed !== undefined && { holed }) }];
}

export interface Assignment {
  readonly key: string;
  readonly value: string | undefined;
  /** A value that depends on variables without one, with a hole for each of them. */
  readonly holed?: string;
  readonly at: Origin;
}

/** A flag; undefined where it is not written or not known. */
export function flag(value: Value | undefined): Sourced<boolean> | undefined {
  const text = textOf(value)?.toLowerCase();
  if (value === undefined || text === undefined) return undefined;
  // go-yaml reads YAML 1.1 booleans where a flag is wanted (yaml.v3 resolve.go).
  if (["true", "yes", "on", "y"].includes(text)) return { value: true, at: value.at };
  return ["false", "no", "off", "n"].includes(text) ? { value: false, at: value.at } : undefined;
}

/** A word; undefined where it is not written or not known. */
export function word(value: Value | undefined): Sourced<string> | undefined {
  const text = textOf(value);
  return value === undefined || text === undefined ? undefined : { value: text, at: value.at };
}

/** A number; undefined where it is not written, not known, or none. */
export function integer(value: Value | undefined): Sourced<number> | undefined {
  const text = textOf(value);
  return value === undefined || text === undefined || !/^\d+$/.test(text)
    ? undefined
    : { value: Number(text), at: value.at };
}

/** A list of names or a mapping by name, as a mapping. */
export function byName(value: Value | undefined): ReadonlyMap<string, Value> {
  return value === undefined ? new Map() : entriesOf(asMapping(value));
}

/** The attributes of a mapping that a merge key brings although `!reset` removes them beside it. */
export function shownThrough(entries: ReadonlyMap<string, Value>): Sourced<string>[] {
  const found: Sourced<string>[] = [];
  for (const [key, { at }] of entries) if (at.shownThrough !== undefined) found.push({ value: key, at });
  return found;
}
