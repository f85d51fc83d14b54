import { interpolate, type VariableLookup } from "./template";

/**
 * Reads a `.env` file: `KEY=value`, `export`, comments, single quotes (verbatim), double quotes (escapes and references),
 * references to earlier keys and to the surrounding environment, which wins where both have a key.
 * Source: compose-go dotenv/parser.go; https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/
 * Lines that say nothing are left out; never throws.
 */
export function readDotenv(text: string, surrounding: VariableLookup): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const lookup: VariableLookup = (name) => surrounding(name) ?? values.get(name);
  const reader = new Reader(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const { key, value, verbatim } = entry;
    values.set(key, verbatim ? value : expanded(value, lookup));
  }
  return values;
}

/** The values of `.env` texts, the later ones over the earlier, below an environment that wins over them all. */
export function variablesBelow(surrounding: VariableLookup, contents: readonly string[]): VariableLookup {
  const values = new Map<string, string>();
  const lookup: VariableLookup = (name) => surrounding(name) ?? values.get(name);
  for (const content of contents) {
    for (const [key, value] of readDotenv(content, lookup)) values.set(key, value);
  }
  return lookup;
}

/** In a `.env` file an unset reference is empty, and a text that is no template stays as it is. */
function expanded(value: string, lookup: VariableLookup): string {
  if (!value.includes("$")) return value;
  const result = interpolate(value, (name) => lookup(name) ?? "");
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
    const line = text.slice(start, this.at).replace(/[\r\n]+$/, "");
    // What follows the sign and its spaces directly is the value, a `#` too (measured with Compose 2.40.3).
    return { value: line.replace(/[ \t]#.*$/, "").trim(), verbatim: false };
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
