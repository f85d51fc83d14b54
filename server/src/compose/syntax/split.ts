/** A stretch of a document's text. Stretches follow each other without a gap and cover the whole text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /**
   * `section`: top-level entries, `services` the line that opens them, `service` one entry below it, `separator` a
   * `---` or `...` line between YAML documents.
   */
  readonly role: "section" | "services" | "service" | "separator";
  /** What the lines above say of the stretch's first line: where it and the text are the same, so is the rest. */
  readonly above: Above;
}

/** What cutting remembers from line to line. */
interface Above {
  /** Within services: the column of its entries, undefined until the first one. */
  readonly serviceColumn: number | undefined;
  readonly withinServices: boolean;
  /** A document that opens with a flow collection, a list or a directive stays whole. */
  readonly shape: "unknown" | "block mapping" | "other";
}

/** A text that was cut before, and what it shares with the text to cut. */
export interface CutBefore {
  /** Where each stretch starts, and last of all where the text ends. */
  readonly starts: ArrayLike<number>;
  readonly stretches: readonly Pick<Stretch, "above">[];
  /** The code units that both texts share at their start, and behind those at their end. */
  readonly prefix: number;
  readonly suffix: number;
}

/**
 * Cuts a document where block mappings have their entries: at every top-level key, and below a `services:` line at every
 * service. Lines are enough for that: whatever is nested stands further right, block scalars included (YAML 1.2.2,
 * chapter 8). What is not plain block style stays in one piece.
 */
export function split(text: string): Stretch[] {
  return cutFrom(text, new Cutter(text, 0, { serviceColumn: undefined, withinServices: false, shape: "unknown" }));
}

/**
 * The same cuts as {@link split} makes, from those of another text: looks only at the lines that differ and at those
 * around them, and moves the stretches behind.
 */
export function splitAgain(text: string, { starts, stretches, prefix, suffix }: CutBefore): CutAgain {
  const count = stretches.length;
  let changed = 0;
  while (changed < count - 1 && (starts[changed + 1] ?? 0) < prefix) changed += 1;
  // The stretch that holds the first change may become part of the one above it.
  const front = Math.max(0, changed - 1);
  const first = stretches[front];
  if (first === undefined) return { front: 0, between: split(text), back: 0 };
  const shift = text.length - (starts[count] ?? 0);
  let next = front;
  let back = 0;
  const cutter = new Cutter(text, starts[front] ?? 0, first.above);
  const between = cutFrom(text, cutter, (lineStart) => {
    if (lineStart < text.length - suffix) return false;
    while (next < count && (starts[next] ?? 0) + shift < lineStart) next += 1;
    const known = stretches[next];
    if (known === undefined || starts[next] !== lineStart - shift || !sameAbove(known.above, cutter.above))
      return false;
    back = count - next;
    return true;
  });
  return { front, between, back };
}

/** The stretches between those that stay at the front and those that stay, moved, at the back. */
export interface CutAgain {
  readonly front: number;
  readonly between: readonly Stretch[];
  readonly back: number;
}

function sameAbove(one: Above, other: Above): boolean {
  return (
    one.serviceColumn === other.serviceColumn &&
    one.withinServices === other.withinServices &&
    one.shape === other.shape
  );
}

/** Cuts line by line to the end, or to a line before which `stop` says so. */
function cutFrom(text: string, cutter: Cutter, stop: (lineStart: number) => boolean = () => false): Stretch[] {
  let lineStart = cutter.start;
  while (lineStart < text.length && !stop(lineStart)) {
    const lineBreak = text.indexOf("\n", lineStart);
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    cutter.line(lineStart, next);
    lineStart = next;
  }
  return cutter.finish(lineStart);
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
  private role: Stretch["role"] = "section";
  private atStart: Above;

  constructor(
    private readonly text: string,
    public start: number,
    public above: Above,
  ) {
    this.atStart = above;
  }

  line(start: number, end: number): void {
    const { text } = this;
    const { serviceColumn, withinServices } = this.above;
    let column = 0;
    while (text.charCodeAt(start + column) === space) column += 1;
    const first = text.charCodeAt(start + column);
    if (start + column >= end || first === newline || first === carriageReturn || first === hash) return;
    if (column === 0) this.topLevel(start, end, first);
    else if (this.above.shape === "unknown") this.above = { ...this.above, shape: "other" };
    else if (withinServices && (serviceColumn === undefined || serviceColumn === column)) {
      if (!opensEntry(first)) return;
      this.cut(start, "service");
      if (serviceColumn === undefined) this.above = { ...this.above, serviceColumn: column };
    }
  }

  private topLevel(start: number, end: number, first: number): void {
    const line = this.text.slice(start, end);
    if (separatorLine.test(line)) {
      this.cut(start, "separator");
      this.above = { serviceColumn: undefined, withinServices: false, shape: "unknown" };
      return;
    }
    const opens = opensEntry(first);
    if (this.above.shape === "other" || !opens) {
      if (this.above.shape === "unknown") this.above = { ...this.above, shape: "other" };
      return;
    }
    const withinServices = servicesLine.test(line);
    this.cut(start, withinServices ? "services" : "section");
    this.above = { serviceColumn: undefined, withinServices, shape: "block mapping" };
  }

  finish(end: number): Stretch[] {
    this.cut(end, "section");
    return this.stretches;
  }

  private cut(at: number, role: Stretch["role"]): void {
    if (at > this.start) {
      this.stretches.push({ start: this.start, end: at, role: this.role, above: this.atStart });
    }
    this.start = at;
    this.role = role;
    this.atStart = this.above;
  }
}

/** Whether a line that starts with this character can be the key of a block mapping's entry. */
function opensEntry(first: number): boolean {
  return !excluded.has(first);
}

/** Closers of a flow collection that began above, list items, directives, and what no plain key starts with. */
const excluded = new Set(Array.from("-{}[],%&*!|>@`?:\t", (character) => character.charCodeAt(0)));
