import type { MappingValue, ScalarValue, SequenceValue, Value } from "../values/value";

/** A mapping in the list form that Compose gives it to append: `key=value`, sorted; a scalar as a list of one. */
export function asSequence(value: Value): SequenceValue {
  if (value.kind === "sequence") return value;
  if (value.kind === "scalar") return { kind: "sequence", at: value.at, items: value.isNull ? [] : [value] };
  const items = [...value.entries].flatMap(([key, entry]) => assignmentsOf(key, entry));
  items.sort((one, other) => ((one.text ?? "") < (other.text ?? "") ? -1 : 1));
  return { kind: "sequence", at: value.at, items };
}

function assignmentsOf(key: string, entry: Value): ScalarValue[] {
  if (entry.kind === "sequence") return entry.items.flatMap((item) => assignmentsOf(key, item));
  if (entry.kind === "mapping") return [];
  if (entry.isNull) return [{ ...entry, text: key, isNull: false }];
  return [{ ...entry, text: entry.text === undefined ? undefined : `${key}=${entry.text}` }];
}

/** A list of names as the mapping that it abbreviates; each name has nothing, or what `entryOf` gives it. */
export function asMapping(value: Value, entryOf: (item: ScalarValue) => Value = asNull): MappingValue {
  if (value.kind === "mapping") return value;
  const entries = new Map<string, Value>();
  for (const item of value.kind === "sequence" ? value.items : []) {
    if (item.kind === "scalar" && item.text !== undefined) entries.set(item.text, entryOf(item));
  }
  return { kind: "mapping", at: value.at, entries };
}

function asNull(item: ScalarValue): ScalarValue {
  return { ...item, isNull: true };
}

/** A mapping that nobody wrote, in the place of what stands for it. */
export function mappingInPlaceOf({ at }: Value, texts: Readonly<Record<string, string>>): MappingValue {
  const scalar = (text: string): ScalarValue => ({ kind: "scalar", at, text, unknown: undefined, isNull: false });
  return { kind: "mapping", at, entries: new Map(Object.entries(texts).map(([key, text]) => [key, scalar(text)])) };
}
