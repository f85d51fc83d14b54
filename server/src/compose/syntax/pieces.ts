import type { FileId } from "./node";
import { pause, type Steps } from "./steps";
import { type ParsedChunk, parseChunk } from "./parse";
import { parseInSteps } from "./parseInSteps";
import { splitAgain, type Stretch } from "./split";

/** A chunk and the part it plays in its document. */
export interface Piece extends Pick<Stretch, "role" | "above"> {
  readonly chunk: ParsedChunk;
}

/** From so many characters on a stretch is parsed in steps. */
const long = 16_384;

/** Parses one stretch of a text. */
export function* parsePiece(file: FileId, text: string, { start, end, role, above }: Stretch): Steps<Piece> {
  const own = text.slice(start, end);
  const chunk = own.length < long ? parseChunk(file, own) : yield* parseInSteps(file, own);
  yield pause;
  return { chunk, role, above };
}

/** Takes over what stands unchanged at the start and at the end, and parses what lies between. */
export function* parseAgain(
  file: FileId,
  text: string,
  before: string,
  pieces: readonly Piece[],
  starts: Int32Array,
): Steps<readonly Piece[]> {
  const prefix = commonPrefix(before, text);
  const suffix = commonSuffix(before, text, prefix);
  const { front, between, back } = splitAgain(text, { starts, stretches: pieces, prefix, suffix });
  const shift = text.length - before.length;
  const known = new Map<number, number>();
  for (let index = front; index < pieces.length - back; index++) known.set(starts[index] ?? 0, index);
  const parsed: Piece[] = [];
  for (const stretch of between) {
    const { start, end, role } = stretch;
    const moved = start >= text.length - suffix ? shift : 0;
    const index = known.get(start - moved) ?? -1;
    const piece = pieces[index];
    const untouched = end <= prefix || start >= text.length - suffix;
    parsed.push(
      untouched && piece?.role === role && starts[index + 1] === end - moved
        ? { chunk: piece.chunk, role, above: stretch.above }
        : yield* parsePiece(file, text, stretch),
    );
  }
  return [...pieces.slice(0, front), ...parsed, ...pieces.slice(pieces.length - back)];
}

/** The number of code units that two texts share at their start. Slices are compared as memory: some sixty times faster than unit by unit. */
function commonPrefix(one: string, other: string): number {
  return longest(Math.min(one.length, other.length), (from, to) => one.slice(from, to) === other.slice(from, to));
}

/** The number of code units that two texts share at their end, behind what they share at their start. */
function commonSuffix(one: string, other: string, prefix: number): number {
  const end = (text: string, from: number, to: number): string => text.slice(text.length - to, text.length - from);
  return longest(
    Math.min(one.length, other.length) - prefix,
    (from, to) => end(one, from, to) === end(other, from, to),
  );
}

/** The largest length up to `limit` that is the same, by halving: `same(from, to)` says whether this part is. */
function longest(limit: number, same: (from: number, to: number) => boolean): number {
  let known = 0;
  let open = limit;
  while (known < open) {
    const middle = Math.ceil((known + open) / 2);
    if (same(known, middle)) known = middle;
    else open = middle - 1;
  }
  return known;
}
