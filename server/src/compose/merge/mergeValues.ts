import type { MappingValue, Origin, ScalarValue, SequenceValue, Value } from "../values/value";

/** Two layers that Compose cannot join: it refuses the project with `cannot override services.web.ports`. */
export interface MergeConflict {
  readonly path: string;
  readonly at: Origin;
}

/**
 * Joins two layers of a configuration, the later one last: mappings by key, lists appended, single values replaced; the
 * attributes that Compose joins in their own way are in {@link mergeAttribute}.
 * Source: compose-go override/merge.go; https://github.com/compose-spec/compose-spec/blob/main/13-merge.md
 */
export class Merger {
  /** What could not be joined; the later layer's value then stands. */
  readonly conflicts: MergeConflict[] = [];

  /** `path` is that of the value in the whole configuration: `["services", "web", "ports"]`. */
  merge(base: Value, over: Value, path: readonly string[]): Value | undefined {
    if (over.tag === "reset") return undefined;
    if (over.tag === "override") return replacing(base, over);
    const special = mergeAttribute(path);
    if (special !== undefined) return special(this, base, over, path);
    return this.plain(base, over, path);
  }

  plain(base: Value, over: Value, path: readonly string[]): Value | undefined {
    if (over.kind === "scalar" && over.isNull) return base;
    if (base.kind === "mapping") {
      return over.kind === "mapping" ? this.mappings(base, over, path) : this.conflict(over, path);
    }
    if (base.kind === "sequence") {
      return over.kind === "sequence" ? append(base, over) : this.conflict(over, path);
    }
    return replacing(base, over);
  }

  mappings(base: MappingValue, over: MappingValue, path: readonly string[]): MappingValue {
    const entries = new Map(base.entries);
    for (const [key, value] of over.entries) {
      const below = entries.get(key);
      const merged = below === undefined ? withoutTags(value) : this.merge(below, value, [...path, key]);
      if (merged === undefined) entries.delete(key);
      else entries.set(key, merged);
    }
    return { kind: "mapping", at: over.at, entries };
  }

  conflict(over: Value, path: readonly string[]): Value | undefined {
    this.conflicts.push({ path: path.join("."), at: over.at });
    return withoutTags(over);
  }
}

type AttributeMerge = (merger: Merger, base: Value, over: Value, path: readonly string[]) => Value | undefined;

const byReplacing: AttributeMerge = (_merger, base, over) => replacing(base, over);

const bySequence: AttributeMerge = (_merger, base, over) => append(asSequence(base, "="), asSequence(over, "="));

/** Identical entries appear once (compose-go mergeExtraHosts). */
const byHosts: AttributeMerge = (_merger, base, over) => {
  const below = asSequence(base, "=");
  const known = new Set(below.items.map((item) => (item.kind === "scalar" ? item.text : undefined)));
  const above = asSequence(over, "=");
  return append(below, {
    ...above,
    items: above.items.filter((item) => item.kind !== "scalar" || item.text === undefined || !known.has(item.text)),
  });
};

const byMapping: AttributeMerge = (merger, base, over, path) => merger.mappings(asMapping(base), asMapping(over), path);

const ofService: Readonly<Record<string, AttributeMerge>> = {
  annotations: bySequence,
  command: byReplacing,
  depends_on: byMapping,
  dns: bySequence,
  dns_opt: bySequence,
  dns_search: bySequence,
  entrypoint: byReplacing,
  env_file: bySequence,
  environment: bySequence,
  extra_hosts: byHosts,
  label_file: bySequence,
  labels: bySequence,
  networks: byMapping,
  sysctls: bySequence,
  tmpfs: bySequence,
};

/** Joins that differ from the plain ones, by attribute (compose-go override/merge.go, mergeSpecials). */
function mergeAttribute(path: readonly string[]): AttributeMerge | undefined {
  const [section, , attribute, inner] = path;
  if (section !== "services" || attribute === undefined) return undefined;
  if (path.length === 3) return Object.hasOwn(ofService, attribute) ? ofService[attribute] : undefined;
  if (attribute === "healthcheck" && inner === "test" && path.length === 4) return byReplacing;
  return undefined;
}

function append(base: SequenceValue, over: SequenceValue): SequenceValue {
  return { kind: "sequence", at: over.at, items: [...base.items, ...over.items.map((item) => untagged(item))] };
}

/** A mapping in the list form that Compose gives it to append: `key=value`, sorted; a scalar as a list of one. */
function asSequence(value: Value, separator: string): SequenceValue {
  if (value.kind === "sequence") return value;
  if (value.kind === "scalar") return { kind: "sequence", at: value.at, items: value.isNull ? [] : [value] };
  const items = [...value.entries].flatMap(([key, entry]) => pairsOf(key, entry, separator));
  items.sort((one, other) => ((one.text ?? "") < (other.text ?? "") ? -1 : 1));
  return { kind: "sequence", at: value.at, items };
}

function pairsOf(key: string, entry: Value, separator: string): ScalarValue[] {
  if (entry.kind === "sequence") return entry.items.flatMap((item) => pairsOf(key, item, separator));
  if (entry.kind === "mapping") return [];
  if (entry.isNull) return [{ ...entry, text: key, isNull: false }];
  return [{ ...entry, text: entry.text === undefined ? undefined : `${key}${separator}${entry.text}` }];
}

/** A value that stands where a lower layer's stood, and remembers it. */
function replacing(base: Value, over: Value): Value | undefined {
  const value = withoutTags(over);
  return value === undefined ? undefined : { ...value, at: { ...value.at, replaced: base.at } };
}

/** A list of names as the mapping that it abbreviates. */
export function asMapping(value: Value): MappingValue {
  if (value.kind === "mapping") return value;
  const entries = new Map<string, Value>();
  for (const item of value.kind === "sequence" ? value.items : []) {
    if (item.kind === "scalar" && item.text !== undefined) entries.set(item.text, { ...item, isNull: true });
  }
  return { kind: "mapping", at: value.at, entries };
}

/** A value that no layer lies below: what it resets is gone, what it overrides is simply there. */
export function withoutTags(value: Value): Value | undefined {
  return value.tag === "reset" ? undefined : untagged(value);
}

function untagged(value: Value): Value {
  if (value.kind === "scalar") return value.tag === undefined ? value : { ...value, tag: undefined };
  if (!hasTags(value)) return value;
  if (value.kind === "sequence") {
    return { ...value, tag: undefined, items: value.items.flatMap((item) => withoutTags(item) ?? []) };
  }
  const entries = new Map<string, Value>();
  for (const [key, entry] of value.entries) {
    const kept = withoutTags(entry);
    if (kept !== undefined) entries.set(key, kept);
  }
  return { ...value, tag: undefined, entries };
}

function hasTags(value: Value): boolean {
  if (value.tag !== undefined) return true;
  if (value.kind === "scalar") return false;
  const below = value.kind === "sequence" ? value.items : value.entries.values();
  for (const inner of below) if (hasTags(inner)) return true;
  return false;
}
