import type { MappingNode, Node, Pair, SequenceNode } from "../../compose/syntax/node";
import type { TextChange } from "../../linter/fix";

/**
 * Removes one entry of a mapping with its line and the comment on that line, and leaves every other character alone.
 * Undefined where the mapping would be left empty: an empty service means something else to Compose.
 */
export function removePair(pair: Pair): TextChange | undefined {
  const map = pair.parent;
  if (map === undefined || map.pairs.length < 2) return undefined;
  // What others refer to stays.
  if (holdsAnchor(pair.value)) return undefined;
  const index = map.pairs.indexOf(pair);
  const before = map.pairs[index - 1];
  const after = map.pairs[index + 1];
  const range = { start: pair.key.start, end: pair.value.end };
  if (map.style === "flow") {
    return cutFlow(map, range, before?.value.end, after?.key.start);
  }
  return cutLines(map, range, after?.key.start);
}

/** Removes one item of a list with its line; the only item takes the whole entry with it. */
export function removeItem(item: Node): TextChange | undefined {
  const list = item.parent;
  if (list?.kind !== "sequence" || holdsAnchor(item)) return undefined;
  if (list.items.length === 1) return list.parent?.kind === "pair" ? removePair(list.parent) : undefined;
  const index = list.items.indexOf(item);
  const before = list.items[index - 1];
  const after = list.items[index + 1];
  if (list.style === "flow") {
    return cutFlow(list, { start: item.start, end: item.end }, before?.end, after?.start);
  }
  const text = list.chunk.text;
  const dash = text.lastIndexOf("-", item.start - 1);
  if (text.slice(dash + 1, item.start).trim() !== "" && !/^\s*[&!]/.test(text.slice(dash + 1, item.start))) {
    return undefined;
  }
  const next = after && text.lastIndexOf("-", after.start - 1);
  return cutLines(list, { start: dash, end: item.end }, next);
}

/** Writes another text in the place of a node, with what is needed around it: quotes where the text wants them. */
export function replaceNode({ chunk, start, end }: Node, text: string): TextChange {
  return { chunk, start, end, text };
}

/** Writes another text for a scalar, in the quotes that it has. Undefined where that would say something else. */
export function replaceScalar(node: Node, text: string): TextChange | undefined {
  if (node.kind !== "scalar" || node.style === "block" || /["'\\\n]/.test(text)) return undefined;
  const quote = node.style === "double-quoted" ? '"' : node.style === "single-quoted" ? "'" : "";
  return replaceNode(node, `${quote}${text}${quote}`);
}

/** Adds `key: text` to the mapping of a pair: before it, in the mapping's own style. */
export function insertBefore(pair: Pair, key: string, text: string): TextChange | undefined {
  const map = pair.parent;
  if (map === undefined) return undefined;
  const { chunk, start } = pair.key;
  if (map.style === "flow") return { chunk, start, end: start, text: `${key}: ${text}, ` };
  const indent = indentOf(pair);
  return indent === undefined ? undefined : { chunk, start, end: start, text: `${key}: ${text}\n${indent}` };
}

/** The white space before a pair that begins its line; undefined where something else stands before it. */
export function indentOf({ key }: Pair): string | undefined {
  const lineStart = key.chunk.text.lastIndexOf("\n", key.start - 1) + 1;
  const before = key.chunk.text.slice(lineStart, key.start);
  return before.trim() === "" ? before : undefined;
}

/** Whether a node or anything below it carries an anchor: what others refer to cannot be taken away. */
function holdsAnchor(node: Node): boolean {
  if (node.anchor !== undefined) return true;
  if (node.kind === "mapping") return node.pairs.some(({ value }) => holdsAnchor(value));
  return node.kind === "sequence" && node.items.some(holdsAnchor);
}

interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** In a flow collection the comma goes too: the one behind the entry, or the one before it where it is the last. */
function cutFlow(
  collection: MappingNode | SequenceNode,
  range: OffsetRange,
  endBefore: number | undefined,
  startAfter: number | undefined,
): TextChange | undefined {
  const { chunk } = collection;
  if (startAfter !== undefined) return { chunk, start: range.start, end: startAfter, text: "" };
  if (endBefore !== undefined) return { chunk, start: endBefore, end: range.end, text: "" };
  return undefined;
}

function cutLines(
  collection: MappingNode | SequenceNode,
  range: OffsetRange,
  startAfter: number | undefined,
): TextChange | undefined {
  const { chunk } = collection;
  const lineStart = chunk.text.lastIndexOf("\n", range.start - 1) + 1;
  if (chunk.text.slice(lineStart, range.start).trim() !== "") {
    // The entry shares its line with what comes before it (`- key: value`): the next one moves up to its place.
    return startAfter === undefined ? undefined : { chunk, start: range.start, end: startAfter, text: "" };
  }
  const lineBreak = chunk.text.indexOf("\n", Math.max(range.end - 1, range.start));
  if (lineBreak >= 0) return { chunk, start: lineStart, end: lineBreak + 1, text: "" };
  // The last line of a text without a final line break: the break before it goes instead.
  return {
    chunk,
    start: Math.max(0, chunk.text[lineStart - 2] === "\r" ? lineStart - 2 : lineStart - 1),
    end: chunk.text.length,
    text: "",
  };
}
