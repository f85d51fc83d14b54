import { pause, type Steps } from "../syntax/steps";
import { Table } from "../values/table";
import { sameValue, type Value } from "../values/value";
import { isBefore, mergesIncluded } from "./composeVersion";
import type { Reading } from "./layer";
import type { ReadingMemory } from "./memory";

/** Layers that were joined; from the second one on in a map that grows by the next, since a project may have hundreds. */
export interface Joined {
  readonly entries: ReadonlyMap<string, Value>;
  readonly growing?: Map<string, Value>;
}

/** Joins the layers of a project: one on the other, and what is included beside what is written. */
export class LayerJoiner {
  constructor(
    private readonly reading: Pick<Reading, "merge" | "report" | "version">,
    private readonly memory: Pick<ReadingMemory, "strip" | "stripTable">,
  ) {}

  /** A layer on those below it. */
  *join(below: Joined, layer: ReadonlyMap<string, Value>, section: string): Steps<Joined> {
    if (below.entries.size === 0 && Table.is(layer)) return { entries: yield* this.memory.stripTable(layer) };
    if (layer.size === 0) return below;
    const all = below.growing ?? new Map(below.entries);
    for (const [name, value] of layer) {
      const base = all.get(name);
      const joined = base === undefined ? this.memory.strip(value) : this.reading.merge(base, value, [section, name]);
      if (joined === undefined) all.delete(name);
      else all.set(name, joined);
      yield pause;
    }
    return { entries: all, growing: all };
  }

  /**
   * What a file includes lies beside what it says itself, and below where both name one thing; before Compose 5.0 that is
   * refused.
   */
  imported(own: ReadonlyMap<string, Value>, included: ReadonlyMap<string, Value>, section: string) {
    if (included.size === 0) return own;
    const all = new Map(included);
    for (const [name, value] of own) {
      const below = included.get(name);
      if (below === undefined || sameValue(below, value)) {
        all.set(name, value);
        continue;
      }
      const { version } = this.reading;
      const isRefused = isBefore(version, mergesIncluded);
      if (isRefused || version === undefined) {
        const message = `${section}.${name} conflicts with imported resource`;
        const before = isRefused ? {} : { before: "5.0" };
        this.reading.report({ kind: "include-conflict", message, at: value.at.key ?? value.at.node, ...before });
      }
      const merged = isRefused ? value : this.reading.merge(below, value, [section, name]);
      if (merged === undefined) all.delete(name);
      else all.set(name, merged);
    }
    return all;
  }
}
