/** What several rounds of a measurement came to: the middle, and between what they varied. */
export interface Figure {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** The figure of these rounds, of which there is one at least. */
export function figureOf(rounds: readonly number[]): Figure {
  const sorted = [...rounds].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2,
    lowest: at(0),
    highest: at(sorted.length - 1),
  };
}

/** Whether two figures differ by more than the rounds of each vary: no round of one is among those of the other. */
export function differs(a: Figure, b: Figure): boolean {
  return a.lowest > b.highest || b.lowest > a.highest;
}
