import type { Pair } from "../compose/syntax/node";
import type { Origin } from "../compose/values/value";

/** The entry, key and value, that a value is written in; undefined for an item of a list. */
export function pairOf(at: Origin): Pair | undefined {
  return at.key?.parent?.kind === "pair" ? at.key.parent : undefined;
}

/** Whether a value is written where it takes effect, so that changing it changes nothing else. */
export function writtenInPlace(at: Origin | undefined): boolean {
  return at?.via.length === 0;
}
