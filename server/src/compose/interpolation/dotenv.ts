import { interpolate, sourceOf, type VariableLookup } from "./template";

/** A file of variables; its text is undefined where it is there and could not be read. */
export interface VariableText {
  readonly file: string;
  readonly text: string | undefined;
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
  const setBy = new Map<string, string>();
  let inPart = surrounding.inPart === true;
  const lookup: VariableLookup = (name) =>
    surrounding(name) ?? (surrounding.inPart === true ? undefined : values.get(name));
  for (const { file, text: content } of contents) {
    if (content === undefined) {
      values.clear();
      inPart = true;
      continue;
    }
    const reader = new Reader(content.charCodeAt(0) === 0xfeff ? content.slice(1) : content);
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      const { key, value, verbatim } = entry;
      const made = verbatim ? value : expanded(value, lookup, inPart);
      if (made === undefined) values.delete(key);
      else values.set(key, made);
      setBy.set(key, file);
    }
  }
  return Object.assign(lookup, {
    inPart,
    sourceOf: (name: string) => {
      const above = sourceOf(surrounding, name);
      const file = setBy.get(name);
      return above ?? (file === undefined || lookup(name) === undefined ? undefined : { file });
    },
  });
}

/** What a text sets in a container, in order; values that are not known are left out. */
export function assignmentsIn(text: string, surrounding: VariableLookup): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const lookup: VariableLookup = (name) => values.get(name) ?? surrounding(name);
  const reader = new Reader(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const { key, value, verbatim } = entry;
    const made = verbatim ? value : expanded(value, lookup, true);
    if (made === undefined) values.delete(key);
    else values.set(key, made);
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

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly verbatim: boolean;
}

const keyPattern = /[ \t]*(?:export[ \t]+)?([A-Za-z0-9_.[\]-]+)[ \t]*(?:[=:]|(?=[\r\n]|$))/y;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  next(): Entry | undefined {
    while (this.at < this.text.length) {
      keyPattern.lastIndex = this.at;
      const match = keyPattern.exec(this.text);
      if (match?.[1] !== undefined) {
        this.at = keyPattern.lastIndex;
        const assigned = /[=:]$/.test(match[0]);
        if (assigned) return { key: match[1], ...this.value() };
      }
      this.skipLine();
    }
    return undefined;
  }

  private value(): Omit<Entry, "key"> {
    const { text } = this;
    while (text[this.at] === " " || text[this.at] === "\t") this.at += 1;
    const quote = text[this.at];
    if (quote === "'" || quote === '"') {
      const end = this.closingQuote(quote);
      if (end !== undefined) {
        const value = text.slice(this.at + 1, end);
        this.at = end + 1;
        this.skipLine();
        return quote === "'" ? { value, verbatim: true } : { value: unescaped(value), verbatim: false };
      }
    }
    const start = this.at;
    this.skipLine();
    const line = text.slice(start, this.at);
    // What follows the sign and its spaces directly is the value, a `#` too (measured with Compose 2.40.3).
    const comment = line.search(/[ \t]#/);
    return { value: (comment < 0 ? line : line.slice(0, comment)).trim(), verbatim: false };
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
