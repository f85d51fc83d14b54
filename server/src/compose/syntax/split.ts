/** A stretch of a document's text. Stretches follow each other without a gap and cover the whole text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /**
   * `section`: top-level entries, `services` the line that opens them, `service` one entry below it, `separator` a
   * `---` or `...` line between YAML documents.
   */
  readonly role: "section" | "services" | "service" | "separator";
}

/**
 * Cuts a document where block mappings have their entries: at every top-level key, and below a `services:` line at every
 * service. Lines are enough for that: whatever is nested stands further right, block scalars included (YAML 1.2.2,
 * chapter 8). What is not plain block style stays in one piece.
 */
export function split(text: string): Stretch[] {
  const cutter = new Cutter(text);
  let lineStart = 0;
  while (lineStart < text.length) {
    const lineBreak = text.indexOf("\n", lineStart);
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    cutter.line(lineStart, next);
    lineStart = next;
  }
  return cutter.finish();
}

const space = 32;
const newline = 10;
const carriageReturn = 13;
const hash = 35;

/** `services:` and nothing more; with an anchor, a tag or a flow mapping behind it the section stays whole. */
const servicesLine = /^(?:services|"services"|'services')[ \t]*:[ \t]*(?:#.*)?\r?\n?$/;
const separatorLine = /^(?:---|\.\.\.)[ \t]*(?:#.*)?\r?\n?$/;

class Cutter {
  private readonly stretches: Stretch[] = [];
  private start = 0;
  private role: Stretch["role"] = "section";
  /** Within services: the column of its entries, undefined until the first one. */
  private serviceColumn: number | undefined;
  private withinServices = false;
  /** A document that opens with a flow collection, a list or a directive stays whole. */
  private shape: "unknown" | "block mapping" | "other" = "unknown";

  constructor(private readonly text: string) {}

  line(start: number, end: number): void {
    const { text } = this;
    let column = 0;
    while (text.charCodeAt(start + column) === space) column += 1;
    const first = text.charCodeAt(start + column);
    if (start + column >= end || first === newline || first === carriageReturn || first === hash) return;
    if (this.shape === "unknown" && column > 0) this.shape = "other";
    if (column === 0) this.topLevel(start, end, first);
    else if (this.withinServices && (this.serviceColumn === undefined || this.serviceColumn === column)) {
      if (!opensEntry(first)) return;
      this.serviceColumn = column;
      this.cut(start, "service");
    }
  }

  private topLevel(start: number, end: number, first: number): void {
    const line = this.text.slice(start, end);
    if (separatorLine.test(line)) {
      this.cut(start, "separator");
      this.withinServices = false;
      this.shape = "unknown";
      return;
    }
    if (this.shape === "unknown") this.shape = opensEntry(first) ? "block mapping" : "other";
    if (this.shape === "other" || !opensEntry(first)) return;
    const opensServices = servicesLine.test(line);
    this.cut(start, opensServices ? "services" : "section");
    this.withinServices = opensServices;
    this.serviceColumn = undefined;
  }

  finish(): Stretch[] {
    this.cut(this.text.length, "section");
    return this.stretches;
  }

  private cut(at: number, role: Stretch["role"]): void {
    if (at > this.start) this.stretches.push({ start: this.start, end: at, role: this.role });
    this.start = at;
    this.role = role;
  }
}

/** Whether a line that starts with this character can be the key of a block mapping's entry. */
function opensEntry(first: number): boolean {
  return !excluded.has(first);
}

/** Closers of a flow collection that began above, list items, directives, and what no plain key starts with. */
const excluded = new Set(Array.from("-{}[],%&*!|>@`?:\t", (character) => character.charCodeAt(0)));
