import { interpolate, sourceOf, type VariableLookup } from "./template";
import type { Place, ScalarNode } from "../syntax/node";
import { PlainText } from "../syntax/plainText";

/** A file of variables; its text is undefined where it is there and could not be read. */
export interface VariableText {
  readonly file: string;
  readonly text: string | undefined;
  /** Findings about what it sets are to stand in it. */
  readonly isShown?: boolean;
}

/** A value that a file of variables sets, and where its text is written: offsets without the quotes. */
export interface SetValue {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A value in a file of variables as a scalar of that file. */
export function valueNode(chunk: PlainText, { text, start, end }: SetValue, takenBy?: Place): ScalarNode {
  const nothing = { parent: undefined, tag: undefined, anchor: undefined };
  return { kind: "scalar", style: "plain", chunk, start, end, text, ...nothing, ...(takenBy && { takenBy }) };
}

/** A line of a file of variables: the name and where it and its value stand, without quotes. */
export interface SetKey {
  readonly key: string;
  readonly keyStart: number;
  readonly start: number;
  readonly end: number;
}

/** What a text sets, line by line. Never throws. */
export function* keysIn(text: string): Generator<SetKey> {
  const reader = new Reader(text);
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) yield entry;
}

/**
 * The values of `.env` texts, the later ones over the earlier, below an environment that wins over them all. A text is undefined
 * where the file could not be read: what stands before it may have another value there, and what nobody sets is unknown.
 * `KEY=value`, `export`, comments, single quotes (verbatim), double quotes (escapes and references), references to earlier keys
 * and to the environment. Lines that say nothing are left out; never throws.
 * Source: compose-go dotenv/parser.go; https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/
 */
export function variablesBelow(surrounding: VariableLookup, contents: readonly VariableText[]): VariableLookup {
  const values = new Map<string, string>();
  const setBy = new Map<
    string,
    { readonly content: VariableText; readonly chunk: PlainText; readonly set: SetValue }
  >();
  let inPart = surrounding.inPart === true;
  const lookup: VariableLookup = (name) =>
    surrounding(name) ?? (surrounding.inPart === true ? undefined : values.get(name));
  for (const content of contents) {
    const { file, text } = content;
    if (text === undefined) {
      values.clear();
      inPart = true;
      continue;
    }
    const reader = new Reader(text);
    const chunk = new PlainText(file, text);
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      const { key, value, verbatim, start, end } = entry;
      const made = verbatim ? value : expanded(value, lookup, inPart);
      if (made === undefined) values.delete(key);
      else values.set(key, made);
      setBy.set(key, { content, chunk, set: { text: made ?? "", start, end } });
    }
  }
  return Object.assign(lookup, {
    inPart,
    sourceOf: (name: string) => {
      const above = sourceOf(surrounding, name);
      const file = setBy.get(name)?.content.file;
      return above ?? (file === undefined || lookup(name) === undefined ? undefined : { file });
    },
    writtenAt: (name: string) => {
      if (surrounding(name) !== undefined) return surrounding.writtenAt?.(name);
      const known = lookup(name) === undefined ? undefined : setBy.get(name);
      if (known === undefined) return undefined;
      return { node: valueNode(known.chunk, known.set), isShown: known.content.isShown === true };
    },
  });
}

/** What a text sets in a container, in order; values that are not known are left out. */
export function assignmentsIn(text: string, surrounding: VariableLookup): ReadonlyMap<string, SetValue> {
  const values = new Map<string, SetValue>();
  const lookup: VariableLookup = (name) => values.get(name)?.text ?? surrounding(name);
  const reader = new Reader(text);
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const { key, value, verbatim, start, end } = entry;
    const made = verbatim ? value : expanded(value, lookup, true);
    if (made === undefined) values.delete(key);
    else values.set(key, { text: made, start, end });
  }
  return values;
}

/** The same of a text in which nothing is a reference or a quote: `format: raw`. */
export function rawAssignmentsIn(text: string): ReadonlyMap<string, SetValue> {
  const values = new Map<string, SetValue>();
  for (let start = 0; start < text.length;) {
    const lineBreak = text.indexOf("\n", start);
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    const end = lineBreak < 0 ? text.length : lineBreak - (text[lineBreak - 1] === "\r" ? 1 : 0);
    const line = text.slice(start, end);
    const equals = line.indexOf("=");
    if (equals > 0 && !line.startsWith("#")) {
      const value = { text: line.slice(equals + 1), start: start + equals + 1, end };
      values.set(line.slice(0, equals).trim(), value);
    }
    start = next;
  }
  return values;
}

/**
 * In a `.env` file an unset reference is empty, unless it may be set where nobody could read; a text that is no template stays
 * as it is. Undefined where the value is not known.
 */
function expanded(value: string, lookup: VariableLookup, inPart: boolean): string | undefined {
  if (!value.includes("$")) return value;
  const known = Object.assign((name: string) => lookup(name) ?? (inPart ? undefined : ""), { inPart });
  const result = interpolate(value, known);
  if (result.kind === "unknown") return undefined;
  return result.kind === "text" ? result.text : value;
}

interface Entry extends SetKey {
  readonly value: string;
  readonly verbatim: boolean;
}

const keyPattern = /[ \t]*(?:export[ \t]+)?([A-Za-z0-9_.[\]-]+)[ \t]*(?:[=:]|(?=[\r\n]|$))/y;

class Reader {
  private at: number;

  constructor(private readonly text: string) {
    // Behind a byte order mark.
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  next(): Entry | undefined {
    while (this.at < this.text.length) {
      keyPattern.lastIndex = this.at;
      const match = keyPattern.exec(this.text);
      if (match?.[1] !== undefined) {
        this.at = keyPattern.lastIndex;
        const assigned = /[=:]$/.test(match[0]);
        const keyStart = match.index + match[0].lastIndexOf(match[1]);
        if (assigned) return { key: match[1], keyStart, ...this.value() };
      }
      this.skipLine();
    }
    return undefined;
  }

  private value(): Omit<Entry, "key" | "keyStart"> {
    const { text } = this;
    while (text[this.at] === " " || text[this.at] === "\t") this.at += 1;
    const quote = text[this.at];
    if (quote === "'" || quote === '"') {
      const end = this.closingQuote(quote);
      if (end !== undefined) {
        const start = this.at + 1;
        const value = text.slice(start, end);
        this.at = end + 1;
        this.skipLine();
        const verbatim = quote === "'";
        return { value: verbatim ? value : unescaped(value), verbatim, start, end };
      }
    }
    const start = this.at;
    this.skipLine();
    const line = text.slice(start, this.at);
    // What follows the sign and its spaces directly is the value, a `#` too (measured with Compose 2.40.3).
    const comment = line.search(/[ \t]#/);
    const value = (comment < 0 ? line : line.slice(0, comment)).trim();
    const from = start + line.indexOf(value);
    return { value, verbatim: false, start: from, end: from + value.length };
  }

  private closingQuote(quote: string): number | undefined {
    for (let index = this.at + 1; index < this.text.length; index++) {
      if (this.text[index] === "\\" && quote === '"') index += 1;
      else if (this.text[index] === quote) return index;
    }
    return undefined;
  }

  private skipLine(): void {
    const lineBreak = this.text.indexOf("\n", this.at);
    this.at = lineBreak < 0 ? this.text.length : lineBreak + 1;
  }
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$$" };

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (whole, letter: string) => escapes[letter] ?? whole);
}
