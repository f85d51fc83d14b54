/** The words that are at most `most` edits away from a word, the nearest first, three at most. */
export function closest(word: string, words: Iterable<string>, most: number): string[] {
  return [...words]
    .map((other) => ({ other, distance: distance(word.toLowerCase(), other.toLowerCase()) }))
    .filter((each) => each.distance <= most)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, 3)
    .map(({ other }) => other);
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
export function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let best = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}
