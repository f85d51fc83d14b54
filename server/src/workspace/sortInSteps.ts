import { pause, type Steps } from "../compose/syntax/steps";

/** Items that are sorted, or joined, in one step. */
const stepLength = 1024;

/** What `items.toSorted(compare)` answers, in steps; the order of equal items stays. */
export function* sortInSteps<T>(items: readonly T[], compare: (one: T, other: T) => number): Steps<T[]> {
  let runs: T[][] = [];
  for (let at = 0; at < items.length; at += stepLength) {
    runs.push(items.slice(at, at + stepLength).sort(compare));
    yield pause;
  }
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      longer.push(yield* joined(runs[at] ?? [], runs[at + 1] ?? [], compare));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/** Two runs in order as one. */
function* joined<T>(one: T[], other: T[], compare: (one: T, other: T) => number): Steps<T[]> {
  const [last, first] = [one.at(-1), other[0]];
  if (last === undefined || first === undefined || compare(last, first) <= 0) return one.concat(other);
  const both: T[] = [];
  let right = 0;
  for (const item of one) {
    for (let next = other[right]; next !== undefined && compare(next, item) < 0; next = other[right]) {
      both.push(next);
      right += 1;
      if (both.length % stepLength === 0) yield pause;
    }
    both.push(item);
    if (both.length % stepLength === 0) yield pause;
  }
  return both.concat(other.slice(right));
}
