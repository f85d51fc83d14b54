import { partsOf } from "../interpolation/template";
import type { Place, ScalarNode } from "../syntax/node";
import type { Origin } from "./value";

/** Where a part of a value's text stands. */
export interface PlaceInValue {
  /** Exactly, or the whole value where that was put together of several. */
  readonly at: Place;
  /**
   * The part alone, in whichever file it is written, where another text may take its place; undefined where something else
   * would change with it.
   */
  readonly written: Place | undefined;
}

/** Where a part of a value's text stands: `text` is the value, or the end of it behind `key=`. */
export function placeIn(text: string, origin: Origin, start: number, end: number): PlaceInValue {
  const { node, fromFile } = origin;
  const holder = fromFile?.node ?? node;
  const found =
    origin.variables === undefined
      ? { place: partOf(holder, text, start, end), isShown: holder === node }
      : throughVariables(text, origin, start, end);
  const { place, isShown } = found;
  if (place === undefined) return { at: node, written: undefined };
  const at = isShown ? place : node;
  return { at, written: place.chunk.plain === true || origin.via.isOnly("include") ? place : undefined };
}

/** The part of a text with variables: in that text, or in the file that sets the one variable which it comes from. */
function throughVariables(
  text: string,
  { node, variables }: Origin,
  start: number,
  end: number,
): { readonly place: Place | undefined; readonly isShown: boolean } {
  const nowhere = { place: undefined, isShown: false };
  if (node.kind !== "scalar" || variables === undefined) return nowhere;
  const whole = partsOf(node.text, variables);
  if (whole?.text.endsWith(text) !== true) return nowhere;
  const shift = whole.text.length - text.length;
  const part = whole.parts.find((each) => {
    const from = each.start - shift;
    return from <= start && end <= from + each.text.length;
  });
  if (part === undefined) return nowhere;
  const within = shift + start - part.start;
  const length = end - start;
  if (typeof part.from === "number") {
    const from = part.from + within;
    return { place: partOf(node, node.text, from, from + length), isShown: true };
  }
  const set = variables.writtenAt?.(part.from);
  if (set === undefined) return nowhere;
  const place = partOf({ ...set.node, takenBy: node }, set.node.text, within, within + length);
  return { place, isShown: set.isShown };
}

/** The part of a scalar whose text stands there as written: on one line, without escapes; or at the end of it, behind `key=`. */
export function partOf(node: Origin["node"], text: string, start: number, end: number): Place | undefined {
  if (node.kind !== "scalar" || !node.text.endsWith(text)) return undefined;
  if (node.style === "block") return partOfBlock(node, node.text.length - text.length, start, end);
  const written = node.chunk.text.slice(node.start, node.end);
  const quote = node.style === "double-quoted" || node.style === "single-quoted" ? 1 : 0;
  if (written.slice(quote, written.length - quote) !== node.text) return undefined;
  const from = node.start + quote + node.text.length - text.length;
  const { chunk, takenBy } = node;
  return { chunk, start: from + start, end: from + end, ...(takenBy && { takenBy }) };
}

/** The part of a text in block style, `|`, whose lines stand there as they are behind their indentation. */
function partOfBlock(
  { chunk, text, start: nodeStart, end: nodeEnd }: ScalarNode,
  shift: number,
  start: number,
  end: number,
): Place | undefined {
  const [from, to] = [shift + start, shift + end];
  const lines = chunk.text.slice(nodeStart, nodeEnd).split("\n");
  const before = text.slice(0, from).split("\n");
  const lineStart = from - (before.at(-1)?.length ?? 0);
  const [line = ""] = text.slice(lineStart).split("\n", 1);
  const written = lines[before.length]?.replace(/\r$/, "");
  if (lines[0]?.startsWith("|") !== true || to > lineStart + line.length || written?.endsWith(line) !== true)
    return undefined;
  const above = lines.slice(0, before.length).reduce((length, each) => length + each.length + 1, 0);
  const offset = nodeStart + above + written.length - line.length - lineStart;
  return { chunk, start: offset + from, end: offset + to };
}
