import { ComposeDocument } from "../../compose/syntax/document";
import type { Chunk, Node } from "../../compose/syntax/node";
import { type Path, pathOf, pathsOf } from "../at/path";
import { scalarAt } from "../at/scalarAt";
import { valueAt } from "./written";

/** A place in a document at which somebody writes: what leads to it, and what is written of the word so far. */
export interface Spot {
  /** What leads to the word: keys and places in lists from the top of the file. Of a key, without the key itself. */
  readonly path: Path;
  readonly role: "key" | "value" | "comment";
  /** Whether the word is a tag, `!reset`, of which the sign at least is written. */
  readonly tag: boolean;
  /** The word as far as it stands before the position, without its quote. */
  readonly typed: string;
  /** The offsets of the word in the document, without quotes; it reaches beyond the position where more of it is written. */
  readonly start: number;
  readonly end: number;
  /** The position itself. */
  readonly offset: number;
  readonly quote: "" | '"' | "'";
  /** Whether the quote that is open is closed on this line. */
  readonly closed: boolean;
  readonly inFlow: boolean;
  /** In a text of several lines, `|` or `>`. */
  readonly inBlockText: boolean;
  /** The value begins on a line of its own below its key: whether it becomes a word, a list or a mapping is open. */
  readonly fresh: boolean;
  /** The colon of the key stands right before the position: a space has to come first. */
  readonly afterColon: boolean;
  /** Whether a colon follows the key. */
  readonly hasColon: boolean;
  /** How far the line is indented up to the word. */
  readonly column: number;
}

/** No word in a Compose file has it: it stands for what is about to be written. */
const mark = "\ue000";
/** What is read for one question at most: a text in one piece may be as long as anything. */
const longest = 65_536;
const longestWord = 100;

/**
 * What is being written at an offset. The text up to there is read as if it ended with a word, so that what is broken behind
 * or by the half-written word itself changes nothing. Undefined between entries.
 */
export function spotAt(document: ComposeDocument, offset: number): Spot | undefined {
  const { chunk, within } = document.treeAt(offset);
  const text = chunk && upTo(chunk.text, within);
  if (chunk === undefined || text === undefined) return undefined;
  const tag = /:[ \t]+(![a-z]*)$/.exec(text.slice(text.lastIndexOf("\n") + 1))?.[1] ?? "";
  const before = text.slice(0, text.length - tag.length);
  // A quote that is open has to be closed for its word to be a word.
  for (const closing of ["", '"', "'"]) {
    const read = ComposeDocument.parse(document.file, before + mark + closing);
    const spot = spotIn(read, before, { document, chunk, offset: offset - tag.length });
    if (spot === undefined) continue;
    return tag === "" ? spot : { ...spot, tag: true, typed: tag, offset, end: Math.max(spot.end, offset) };
  }
  return commentAt(text, document, offset);
}

/**
 * The text up to an offset; of a long one the line itself and those that lead to it, which is what block style needs. Undefined
 * for one that is in a long line.
 */
function upTo(text: string, within: number): string | undefined {
  if (within <= longest) return text.slice(0, within);
  const lineStart = text.lastIndexOf("\n", within - 1) + 1;
  if (within - lineStart > longest) return undefined;
  const kept = [text.slice(lineStart, within)];
  let limit = depthOf(kept[0] ?? "");
  for (let end = lineStart - 1; end >= 0 && limit.indent + limit.item > 0;) {
    const start = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(start, end);
    const depth = depthOf(line);
    // The items of a list may stand right below its key, as far to the left.
    const leads = depth.indent < limit.indent || (depth.indent === limit.indent && limit.item > depth.item);
    if (leads && /^\s*[^\s#]/.test(line)) {
      kept.push(line);
      limit = depth;
    }
    end = start - 1;
  }
  return kept.reverse().join("\n");
}

/** How far a line is indented, and whether it begins an item of a list. */
function depthOf(line: string): { readonly indent: number; readonly item: 0 | 1 } {
  const indent = /^[ ]*/.exec(line)?.[0].length ?? 0;
  return { indent, item: /^-(?:\s|$)/.test(line.slice(indent)) ? 1 : 0 };
}

/** What is written of a comment, behind its sign. */
function commentAt(text: string, document: ComposeDocument, offset: number): Spot | undefined {
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const words = /(?:^|\s)#([^#]*)$/.exec(line)?.[1]?.replace(/^[ \t]+/, "");
  if (words === undefined) return undefined;
  const rest = /^[\w-]*/.exec(document.text.slice(offset, offset + longestWord))?.[0] ?? "";
  return {
    ...{ path: [], role: "comment", tag: false, typed: words, start: offset - words.length, end: offset + rest.length },
    ...{ offset, quote: "", closed: false, inFlow: false, inBlockText: false, fresh: false, afterColon: false },
    ...{ hasColon: false, column: line.length - words.length },
  };
}

interface Real {
  readonly document: ComposeDocument;
  readonly chunk: Chunk;
  readonly offset: number;
}

function spotIn(read: ComposeDocument, before: string, real: Real): Spot | undefined {
  const { root, within } = read.treeAt(before.length);
  const found = scalarAt(root, within);
  if (found?.node.kind !== "scalar" || !found.node.text.includes(mark)) return undefined;
  const { node, keyOf } = found;
  const from = read.offsetOf(node.chunk, node.start);
  const quote = node.style === "double-quoted" ? '"' : node.style === "single-quoted" ? "'" : "";
  const inBlockText = node.style === "block";
  const lineStart = before.lastIndexOf("\n") + 1;
  // A word that goes on from the line above is none of ours.
  if (from < lineStart && !inBlockText) return undefined;
  const wordStart = inBlockText ? indentEnd(before, lineStart) : from + quote.length;
  const typed = before.slice(wordStart);
  const isFresh =
    !inBlockText &&
    keyOf === undefined &&
    node.parent?.kind === "pair" &&
    startsLine(before, lineStart, wordStart) &&
    !isInFlow(node);
  // The first key of a mapping is a word by itself until something follows its colon.
  const afterColon = quote === "" && (keyOf !== undefined || isFresh) && /^[\w.-]+:$/.test(typed);
  const path = realPath(read, keyOf ?? node, real);
  if (path === undefined) return undefined;
  const own = keyOf === undefined ? path : path.slice(0, -1);
  const shift = real.offset - before.length;
  const after = restOfLine(real);
  const inFlow = isInFlow(node);
  const rest = wordBehind(after, { quote, inFlow, isKey: keyOf !== undefined });
  const spot = {
    tag: false,
    offset: real.offset,
    quote,
    closed: quote !== "" && after.slice(rest).startsWith(quote),
    inFlow,
    inBlockText,
    hasColon: /^\s*:/.test(after.slice(rest + quote.length)),
    column: wordStart - quote.length - lineStart,
  } as const;
  if (afterColon) {
    const words = { typed: "", start: real.offset, end: real.offset + rest, fresh: false, afterColon };
    return { ...spot, ...words, path: [...own, typed.slice(0, -1)], role: "value" };
  }
  const isKey = keyOf !== undefined || (isFresh && (spot.hasColon || valueAt(real.document, own)?.kind === "mapping"));
  return {
    ...spot,
    ...{ path: own, role: isKey ? "key" : "value", typed, fresh: isFresh && !isKey },
    ...{ start: wordStart + shift, end: real.offset + rest, afterColon: false },
  };
}

/**
 * The path in the whole document. Below `x-...` it is that of the first place which takes the text over by its anchor.
 */
function realPath(read: ComposeDocument, at: Node | NonNullable<Node["parent"]>, { document, chunk }: Real) {
  const own = pathOf(read, at);
  if (document.holdsServices(chunk)) return ["services", ...own];
  if (!String(own[0]).startsWith("x-")) return own;
  const below: (string | number)[] = [...own];
  for (let each: Node | typeof at | undefined = at, depth = 0; each !== undefined; each = each.parent) {
    if (each.kind !== "pair" && each.anchor !== undefined) {
      const named = document
        .anchors()
        .byName.get(each.anchor)
        ?.find((node) => node.chunk.file === document.file);
      const [first] = named === undefined ? [] : pathsOf(document, named);
      return first === undefined ? undefined : [...first, ...below.slice(below.length - depth)];
    }
    if (each.kind === "pair" || each.parent?.kind === "sequence") depth += 1;
  }
  return undefined;
}

function indentEnd(text: string, lineStart: number): number {
  let at = lineStart;
  while (text[at] === " ") at += 1;
  return at;
}

function startsLine(text: string, lineStart: number, at: number): boolean {
  return text.slice(lineStart, at).trim() === "";
}

function restOfLine({ document, offset }: Real): string {
  const { text } = document;
  let end = text.indexOf("\n", offset);
  if (end < 0) end = text.length;
  if (text[end - 1] === "\r" && end > offset) end -= 1;
  return text.slice(offset, end);
}

/** How much of the line behind the position belongs to the word. */
function wordBehind(
  after: string,
  { quote, inFlow, isKey }: Pick<Spot, "quote" | "inFlow"> & { isKey: boolean },
): number {
  if (quote !== "") {
    const end = after.indexOf(quote);
    return end < 0 ? (/^\S*/.exec(after)?.[0].length ?? 0) : end;
  }
  let end = 0;
  for (; end < after.length; end++) {
    const letter = after[end] ?? "";
    if (inFlow && ",[]{}".includes(letter)) break;
    if (letter === ":" && (isKey || " \t".includes(after[end + 1] ?? " "))) break;
    if ((letter === " " || letter === "\t") && (isKey || /^\s*(?:#|$)/.test(after.slice(end)))) break;
  }
  return end;
}

function isInFlow(node: Node): boolean {
  for (let each: Node["parent"] | Node = node; each !== undefined; each = each.parent) {
    if ((each.kind === "mapping" || each.kind === "sequence") && each.style === "flow") return true;
  }
  return false;
}
