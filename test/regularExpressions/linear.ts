import { check } from "recheck";
import { analyse } from "scslre";
import type { Expression } from "./find";
import { withoutLooking } from "./withoutLooking";

/**
 * Its proof alone: its other checker tries texts for a time, and finds another answer on a busy machine. The bounds are
 * those that the longest expression here needs; the milliseconds are for a busy machine.
 */
const proof = { checker: "automaton", timeout: 180_000, maxNFASize: 2_000_000, maxPatternSize: 20_000 } as const;

/**
 * Why an expression may take more time than its text is long, in one line; undefined where it cannot. Two checkers see
 * different cases: recheck proves a match to be linear, scslre sees the search for the next match too.
 */
export async function whyNotLinear({ source, flags, at }: Expression): Promise<string | undefined> {
  const named = `${at}: /${source}/${flags}`;
  const [report] = analyse({ source, flags }).reports;
  if (report !== undefined) {
    const start = report.type === "Move" ? "each start in" : "both ways to read";
    return `${named}: ${start} a run of ${report.character.literal.source} is tried`;
  }
  // `d` only asks for places; recheck does not know it.
  const diagnosis = await check(withoutLooking(source, flags), flags.replace("d", ""), proof);
  switch (diagnosis.status) {
    case "safe":
      return undefined;
    case "vulnerable":
      return `${named}: ${diagnosis.complexity.summary}, as with ${diagnosis.attack.pattern.slice(0, 200)}`;
    case "unknown":
      return `${named}: it could not be proven: ${diagnosis.error.kind}; say it more simply`;
  }
}

/** Proves one after the other, since the checker works on several cores by itself. */
export async function notLinear(expressions: readonly Expression[]): Promise<string[]> {
  const found: string[] = [];
  for (const each of expressions) {
    const why = await whyNotLinear(each);
    if (why !== undefined) found.push(why);
  }
  return found;
}
