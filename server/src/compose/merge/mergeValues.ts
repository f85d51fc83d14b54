import type { MappingValue, Origin, SequenceValue, Value } from "../values/value";
import { type Joiner, mergeAttribute } from "./attributeMerges";

/** Two layers that Compose cannot join: it refuses the project with `cannot override services.web.ports`. */
export interface MergeConflict {
  readonly path: string;
  readonly at: Origin;
}

/**
 * Joins two layers of a configuration, the later one last: mappings by key, lists appended, single values replaced; the
 * attributes that Compose joins in their own way are those of {@link mergeAttribute}.
 * Source: compose-go override/merge.go; https://github.com/compose-spec/compose-spec/blob/main/13-merge.md
 */
export class Merger {
  /** What could not be joined; the later layer's value then stands. */
  readonly conflicts: MergeConflict[] = [];
  private readonly joiner: Joiner = {
    plain: (base, over, path) => this.plain(base, over, path),
    mappings: (base, over, path) => this.mappings(base, over, path),
    append: (base, over, { at }) => append(base, over, at),
    replace: replacing,
    conflict: (over, path) => this.conflict(over, path),
  };

  /** `path` is that of the value in the whole configuration: `["services", "web", "ports"]`. */
  merge(base: Value, over: Value, path: readonly string[]): Value | undefined {
    if (over.tag === "reset") return undefined;
    if (over.tag === "override") return replacing(base, over);
    const special = mergeAttribute(path);
    if (special !== undefined) return special(this.joiner, base, over, path);
    return this.plain(base, over, path);
  }

  private plain(base: Value, over: Value, path: readonly string[]): Value | undefined {
    if (over.kind === "scalar" && over.isNull) return base;
    if (base.kind === "mapping") {
      return over.kind === "mapping" ? this.mappings(base, over, path) : this.conflict(over, path);
    }
    if (base.kind === "sequence") {
      return over.kind === "sequence" ? append(base.items, over.items, over.at) : this.conflict(over, path);
    }
    return replacing(base, over);
  }

  private mappings(base: MappingValue, over: MappingValue, path: readonly string[]): MappingValue {
    const entries = new Map(base.entries);
    for (const [key, value] of over.entries) {
      const below = entries.get(key);
      const merged = below === undefined ? withoutTags(value) : this.merge(below, value, [...path, key]);
      if (merged === undefined) entries.delete(key);
      else entries.set(key, merged);
    }
    return { kind: "mapping", at: over.at, entries };
  }

  private conflict(over: Value, path: readonly string[]): Value | undefined {
    this.conflicts.push({ path: path.join("."), at: over.at });
    return withoutTags(over);
  }
}

function append(base: readonly Value[], over: readonly Value[], at: Origin): SequenceValue {
  return { kind: "sequence", at, items: [...base, ...over.map((item) => untagged(item))] };
}

/** A value that stands where a lower layer's stood, and remembers it. */
function replacing(base: Value, over: Value): Value | undefined {
  const value = withoutTags(over);
  return value === undefined ? undefined : { ...value, at: { ...value.at, replaced: base.at } };
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
  // A loop for each kind: all values of a project come by here, and one loop over both kinds is slower.
  if (value.kind === "sequence") for (const item of value.items) if (hasTags(item)) return true;
  if (value.kind === "mapping") for (const entry of value.entries.values()) if (hasTags(entry)) return true;
  return false;
}
