import { Composer, type CST, Lexer, Parser } from "yaml";
import { pause, type Steps } from "./steps";
import type { FileId } from "./node";
import { errorsOf, newChunk, type ParsedChunk, parseChunk, parserOptions, type YamlError } from "./parse";
import { TreeBuilder } from "./tree";

/** The tokens of a collection. */
type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;
type Item = CST.CollectionItem;

/** Lexemes between two steps. */
const lexemes = 512;
/** From so many entries on a collection is composed in batches. */
const many = 64;
/** Characters of a batch; an entry that has more is one by itself. */
const batchLength = 8192;

/**
 * Parses one chunk in steps: one that cannot be cut by its lines, such as a file in flow style or a section of thousands of
 * entries. Collections of very many entries are composed in batches, long ones within an entry by themselves, and everything
 * around them once. The tree is that of {@link parseChunk}, which also takes what has no such collection, and what is broken in
 * one.
 */
export function* parseInSteps(file: FileId, text: string): Steps<ParsedChunk> {
  const tokens = yield* tokensOf(text);
  const crowds = tokens && crowdsIn(tokens);
  if (tokens === undefined || crowds === undefined) return parseChunk(file, text);
  try {
    return yield* composeInSteps(file, text, tokens, crowds);
  } catch {
    // Nesting that exhausts the stack: said where it is parsed at once.
    return parseChunk(file, text);
  }
}

function* composeInSteps(
  file: FileId,
  text: string,
  tokens: readonly CST.Token[],
  crowds: readonly Collection[],
): Steps<ParsedChunk> {
  const { chunk, anchors } = newChunk(file, text);
  const entries = crowds.map((crowd) => crowd.items.splice(0));
  // The tokens tell which of the collections that are built are those whose entries come later.
  const options = { ...parserOptions, keepSourceTokens: true };
  const [outer] = new Composer(options).compose(tokens, true, text.length);
  const builder = new TreeBuilder(chunk, anchors, crowds);
  if (outer?.contents) chunk.root = builder.node(outer.contents, undefined, 0);
  const errors = errorsOf(outer?.errors ?? []);
  for (const [index, crowd] of crowds.entries()) {
    for (const [place, batch] of batchesOf(entries[index] ?? []).entries()) {
      yield pause;
      const [document] = new Composer(options).compose([documentOf(crowd, batch, place > 0)], true, text.length);
      errors.push(...errorsOf(document?.errors ?? []));
      if (document?.contents) builder.fill(crowd, document.contents);
    }
  }
  builder.finish();
  // What is inside comes before what holds it, as in a tree that is built at once.
  anchors.sort((one, other) => one.end - other.end || other.start - one.start);
  chunk.errors = errors.sort((one: YamlError, other: YamlError) => one.start - other.start);
  return chunk;
}

/** Undefined where the parser gives up. */
function* tokensOf(text: string): Steps<CST.Token[] | undefined> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  try {
    for (const lexeme of new Lexer().lex(text)) {
      tokens.push(...parser.next(lexeme));
      if (++count % lexemes === 0) yield pause;
    }
    tokens.push(...parser.end());
  } catch {
    return undefined;
  }
  return tokens;
}

/**
 * The outermost collections with very many entries, each followed by the long ones within it; undefined where there is none, or
 * more than one YAML document.
 */
function crowdsIn(tokens: readonly CST.Token[]): Collection[] | undefined {
  const documents = tokens.filter(({ type }) => type === "document") as CST.Document[];
  const crowds: Collection[] = [];
  const left = documents.map(({ value }) => ({ token: value, within: false }));
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, within } = next;
    if (token === undefined || !("items" in token)) continue;
    // An entry without a key stands where the one before it ends, which may be in a crowd.
    if (token.items.some(({ key, sep }) => sep && !key)) {
      if (within) continue;
      return undefined;
    }
    const isCrowd = token.items.length >= many && (!within || lengthOf(token) >= batchLength);
    const isWhole = isCrowd && isClosed(token) && isPlain(token);
    if (isCrowd && !isWhole && !within) return undefined;
    if (isWhole) crowds.push(token);
    for (const { value } of token.items) {
      if (value && "items" in value) left.push({ token: value, within: within || isWhole });
    }
  }
  return documents.length === 1 && crowds.length > 0 ? crowds : undefined;
}

/** How far behind its beginning the last entry begins. */
function lengthOf({ items, offset }: Collection): number {
  const last = items.at(-1);
  return ((last && beginOf(last)) ?? offset) - offset;
}

/** One in flow style that never ends reaches as far as its last entry, and so does what holds it. */
function isClosed(crowd: Collection): boolean {
  return crowd.type !== "flow-collection" || crowd.end[0]?.source === (crowd.start.source === "{" ? "}" : "]");
}

/** Where an entry has no key, or no comma stands before it, places and errors hang on its neighbour. */
function isPlain(crowd: Collection): boolean {
  const { items } = crowd;
  const isFlow = crowd.type === "flow-collection";
  return items.every((item, at) => {
    // What stands after the last entry, such as a comment or a line break, is an item with neither a key nor a comma.
    const isTrailing = at === items.length - 1 && !item.key && !item.sep && !item.value;
    const hasComma = !isFlow || at === 0 || firstComma(item) >= 0;
    return isTrailing || (hasComma && Boolean(item.key ?? (item.sep ? undefined : item.value)));
  });
}

function batchesOf(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  let batch: Item[] = [];
  let began = 0;
  for (const item of items) {
    const begins = beginOf(item) ?? began;
    if (batch.length > 0 && begins - began >= batchLength) {
      batches.push(batch);
      batch = [];
    }
    if (batch.length === 0) began = begins;
    batch.push(item);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

function beginOf({ start, key, sep, value }: Item): number | undefined {
  return start[0]?.offset ?? key?.offset ?? sep?.[0]?.offset ?? value?.offset;
}

/** A document that holds nothing but a batch of a collection's entries, where they stand in the text. */
function documentOf(crowd: Collection, batch: readonly Item[], isLater: boolean): CST.Document {
  const [first, ...others] = batch;
  const offset = (isLater && first !== undefined ? beginOf(first) : undefined) ?? crowd.offset;
  if (crowd.type !== "flow-collection") {
    return { type: "document", offset, start: [], value: { ...crowd, offset, items: [...batch] } as Collection };
  }
  // The comma stands between the batches; how the collection ends is said where it is composed without its entries.
  const start = first?.start.filter(({ type }, at) => !isLater || type !== "comma" || at !== firstComma(first)) ?? [];
  const items = first === undefined ? [] : [{ ...first, start }, ...others];
  const isMap = crowd.start.source === "{";
  const end: CST.SourceToken[] = [
    { type: isMap ? "flow-map-end" : "flow-seq-end", offset, indent: crowd.indent, source: isMap ? "}" : "]" },
  ];
  return { type: "document", offset, start: [], value: { ...crowd, offset, items, end } };
}

function firstComma({ start }: Item): number {
  return start.findIndex(({ type }) => type === "comma");
}
