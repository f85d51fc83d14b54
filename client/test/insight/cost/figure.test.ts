import { expect, test } from "vitest";
import { comparedByRound, figureOf, isBeyondChance } from "../../../src/insight/cost/figure";

test("the middle of rounds, and between what they vary", () => {
  expect(figureOf([30, 10, 20])).toEqual({ median: 20, lowest: 10, highest: 30, rounds: [30, 10, 20] });
  expect(figureOf([4, 1, 2, 3])).toMatchObject({ median: 2.5, lowest: 1, highest: 4 });
  expect(figureOf([7])).toMatchObject({ median: 7, lowest: 7, highest: 7 });
});

test("figures are compared in the rounds in which both were measured", () => {
  const base = figureOf([10, 20, 40]);
  expect(comparedByRound(figureOf([12, 24, 48]), base)).toEqual({ times: 1.2, agreeing: 3, rounds: 3 });
  expect(comparedByRound(figureOf([5, 10, 50]), base)).toEqual({ times: 0.5, agreeing: 2, rounds: 3 });
  expect(comparedByRound(figureOf([10, 20, 40]), base)).toEqual({ times: 1, agreeing: 0, rounds: 3 });
  // The same values in another order are other pairs.
  expect(comparedByRound(figureOf([48, 24, 12]), base)).toEqual({ times: 1.2, agreeing: 2, rounds: 3 });
});

// The least number of rounds that agree by chance less often than once in 20 times: a table of the sign test.
test.each([
  [5, undefined],
  [6, 6],
  [7, 7],
  [8, 8],
  [9, 8],
  [12, 10],
  [20, 15],
  [100, 61],
])("of %i rounds %s have to agree", (rounds, least) => {
  const enough = Array.from({ length: rounds + 1 }, (_, agreeing) => agreeing).find((agreeing) =>
    isBeyondChance({ times: 2, agreeing, rounds }),
  );
  expect(enough).toBe(least);
});
