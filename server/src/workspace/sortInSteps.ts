import { pause, type Steps } from "../compose/syntax/steps";

/** Items that are sorted, or joined, in one step. */
const stepLength = 1024;

type Compare<T> = (one: T, other: T) => number;

/** What `items.toSorted(compare)` answers, in steps; the order of equal items stays. */
export function* sortInSteps<T>(items: readonly T[], compare: Compare<T>): Steps<readonly T[]> {
  if (items.length <= stepLength) return items.toSorted(compare);
  const runs: T[][] = [];
  for (let at = 0; at < items.length; at += stepLength) {
    runs.push(items.slice(at, at + stepLength).sort(compare));
    yield pause;
  }
  return yield* joinInSteps(runs, compare);
}

/**
 * Lists that are in order as one, the same as sorting all of their items. Where a list begins behind the end of the one
 * before, as those of services in one file do, nothing of them is looked at but their ends.
 */
export function* joinInSteps<T>(lists: readonly (readonly T[])[], compare: Compare<T>): Steps<readonly T[]> {
  let runs = concatenated(lists, compare);
  while (runs.length > 1) {
    const longer: (readonly T[])[] = [];
    for (let at = 0; at < runs.length; at += 2) {
      longer.push(yield* joined(runs[at] ?? [], runs[at + 1] ?? [], compare));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/** One list of each run of lists that are behind one another as they stand. */
function concatenated<T>(lists: readonly (readonly T[])[], compare: Compare<T>): readonly (readonly T[])[] {
  const runs: (readonly T[])[][] = [];
  let last: T | undefined;
  for (const list of lists) {
    const [first] = list;
    if (first === undefined) continue;
    const run = runs.at(-1);
    if (run !== undefined && last !== undefined && compare(last, first) <= 0) run.push(list);
    else runs.push([list]);
    last = list.at(-1);
  }
  return runs.map((run) => (run.length === 1 ? (run[0] ?? []) : ([] as T[]).concat(...run)));
}

/** Two lists in order as one: what of one comes before the next of the other is taken without more comparisons. */
function* joined<T>(one: readonly T[], other: readonly T[], compare: Compare<T>): Steps<readonly T[]> {
  const both: T[] = [];
  let [left, right, pausedAt] = [0, 0, 0];
  for (;;) {
    const its = other[right];
    if (its === undefined) break;
    const leftEnd = endOf(one, left, (item) => compare(item, its) <= 0);
    for (; left < leftEnd; left++) both.push(one[left] as T);
    const behind = one[left];
    if (behind === undefined) break;
    const rightEnd = endOf(other, right, (item) => compare(item, behind) < 0);
    for (; right < rightEnd; right++) both.push(other[right] as T);
    if (both.length - pausedAt < stepLength) continue;
    pausedAt = both.length;
    yield pause;
  }
  return both.concat(one.slice(left), other.slice(right));
}

/** The index behind the last item from `start` on that is so, where those that are so come first. */
function endOf<T>(items: readonly T[], start: number, isSo: (item: T) => boolean): number {
  const so = (at: number): boolean => {
    const item = items[at];
    return item !== undefined && isSo(item);
  };
  if (!so(start)) return start;
  let length = 1;
  while (so(start + length)) length *= 2;
  let [known, not] = [start + Math.floor(length / 2), start + length];
  while (not - known > 1) {
    const middle = Math.floor((known + not) / 2);
    if (so(middle)) known = middle;
    else not = middle;
  }
  return not;
}
