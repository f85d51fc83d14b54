/** What several rounds of a measurement came to: the middle, and between what they varied. */
export interface Figure {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  /** In the order in which they were measured. */
  readonly rounds: readonly number[];
}

/** The figure of these rounds, of which there is one at least. */
export function figureOf(rounds: readonly number[]): Figure {
  const sorted = [...rounds].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { median: medianOf(sorted), lowest: at(0), highest: at(sorted.length - 1), rounds };
}

/** What comes of comparing two figures round by round: what disturbs a round disturbs both of its measurements. */
export interface Comparison {
  /** The middle of how many times one is the other in the same round. */
  readonly times: number;
  /** In how many rounds it is more, or less, as the middle says. */
  readonly agreeing: number;
  readonly rounds: number;
}

/** Compares two figures whose rounds were measured in turn. */
export function comparedByRound(one: Figure, other: Figure): Comparison {
  const pairs = one.rounds.slice(0, other.rounds.length);
  const ratios = pairs.map((value, round) => value / (other.rounds[round] ?? Number.NaN)).sort((a, b) => a - b);
  const times = medianOf(ratios);
  const agreeing = ratios.filter((ratio) => (times > 1 ? ratio > 1 : times < 1 && ratio < 1)).length;
  return { times, agreeing, rounds: ratios.length };
}

/** Rounds of two that do not differ agree like throws of a coin; less often than this that is taken for a difference. */
const rare = 0.05;

/** Whether so many rounds agree that it is more than chance, by the sign test in both directions. */
export function isBeyondChance({ agreeing, rounds }: Comparison): boolean {
  let [ways, atLeast] = [1, 0];
  // Of all 2^n throws, those in which so many or more are alike.
  for (let alike = rounds; alike >= agreeing; alike -= 1) {
    atLeast += ways;
    ways = (ways * alike) / (rounds - alike + 1);
  }
  return (2 * atLeast) / 2 ** rounds <= rare;
}

function medianOf(sorted: readonly number[]): number {
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  return (at(Math.floor(half)) + at(Math.ceil(half))) / 2;
}
