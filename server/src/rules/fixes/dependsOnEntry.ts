import type { Dependency } from "../../compose/model/service";
import type { TextChange } from "../../linter/fix";
import { attributePair, pairOf, writtenInPlace } from "../../linter/place";
import { insertBefore, removeItem, removePair } from "./edits";

/** Takes an entry out of `depends_on`, and the whole attribute with its only one. */
export function removeEntry({ at }: Dependency): TextChange | undefined {
  if (!writtenInPlace(at)) return undefined;
  const attribute = attributePair(at, "depends_on");
  if (attribute === undefined) return undefined;
  const pair = pairOf(at);
  // An item of the short form has no key of its own.
  if (pair === undefined || pair === attribute) return removeItem(at.node);
  return pair.parent?.pairs.length === 1 ? removePair(attribute) : removePair(pair);
}

/** Writes `restart: true` into an entry of the long form, or sets it there. */
export function restartEntry({ at }: Dependency): TextChange | undefined {
  const { node } = at;
  if (!writtenInPlace(at) || node.kind !== "mapping") return undefined;
  const written = node.pairs.find(({ key }) => key.text === "restart");
  if (written !== undefined) {
    const { chunk, start, end } = written.value;
    return { chunk, start, end, text: "true" };
  }
  const [first] = node.pairs;
  return first === undefined ? undefined : insertBefore(first, "restart", "true");
}
