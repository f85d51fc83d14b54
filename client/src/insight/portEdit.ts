import type { PlaceRange } from "../../../shared/protocol";
import { linesOfService, type LinePart } from "./portInFile";

/** A port of a Compose file that is to be another one. */
export interface PortChange {
  readonly from: number;
  readonly to: number;
  /** Which one of `9000:80`: the host's, or the container's. */
  readonly side: "host" | "container";
}

/**
 * Where the port stands that is to be changed: in this range, else once in the whole service, whose key is on that line.
 * Undefined where it is not there as a number, or where it could be one of several.
 */
export function portToChange(
  lines: readonly string[],
  range: PlaceRange,
  serviceLine: number,
  { from, side }: PortChange,
): LinePart | undefined {
  const found = numbersInRange(lines, range, from);
  return found.length > 0 ? oneOf(lines, found, side) : numberInService(lines, serviceLine, from);
}

/** Where an item of a file has a port, on this side of `9000:80`. Undefined where it has it as no number, or as several. */
export function portInItem(
  lines: readonly string[],
  item: PlaceRange,
  port: number,
  side: PortChange["side"],
): LinePart | undefined {
  return oneOf(lines, numbersInRange(lines, item, port), side);
}

function numbersInRange(lines: readonly string[], { start, end }: PlaceRange, wanted: number): readonly LinePart[] {
  return lines.slice(start.line, end.line + 1).flatMap((text, index): LinePart[] => {
    const line = start.line + index;
    const first = line === start.line ? start.character : 0;
    const last = line === end.line ? end.character : text.length;
    return numbersIn(text, line, wanted).filter((part) => part.start >= first && part.end <= last);
  });
}

function oneOf(lines: readonly string[], found: readonly LinePart[], side: PortChange["side"]): LinePart | undefined {
  const [one, other] = found;
  if (one === undefined || other === undefined) return one;
  // `9000:9000`, perhaps behind an address.
  const isPair = found.length === 2 && isNext(lines, one, other);
  return isPair ? (side === "host" ? one : other) : undefined;
}

/** Where a service, whose key is on that line, has a number: once, or it is not told. */
export function numberInService(lines: readonly string[], serviceLine: number, wanted: number): LinePart | undefined {
  const found = linesOfService(lines, serviceLine).flatMap((line) => numbersIn(lines[line] ?? "", line, wanted));
  return found.length === 1 ? found[0] : undefined;
}

function isNext(lines: readonly string[], one: LinePart, other: LinePart): boolean {
  return one.line === other.line && lines[one.line]?.slice(one.end, other.start) === ":";
}

/** Where a number stands in a line, not as a part of a longer one, of an address or of a word, nor behind a comment's sign. */
function numbersIn(text: string, line: number, wanted: number): LinePart[] {
  const code = text.slice(0, 2_000).split(/(?:^|\s)#/u, 1)[0] ?? "";
  return [...code.matchAll(/\d+/gu)].flatMap(({ 0: digits, index }) => {
    const end = index + digits.length;
    const isAlone = !/[\w.]/u.test(code.charAt(index - 1)) && !/[\w.]/u.test(code.charAt(end));
    return isAlone && Number(digits) === wanted ? [{ line, start: index, end }] : [];
  });
}
