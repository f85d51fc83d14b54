import { expect, test } from "vitest";
import { differs, figureOf } from "../../../src/insight/cost/figure";

test("the middle of rounds, and between what they vary", () => {
  expect(figureOf([30, 10, 20])).toEqual({ median: 20, lowest: 10, highest: 30 });
  expect(figureOf([4, 1, 2, 3])).toEqual({ median: 2.5, lowest: 1, highest: 4 });
  expect(figureOf([7])).toEqual({ median: 7, lowest: 7, highest: 7 });
});

test("figures differ where no round of one is among those of the other", () => {
  expect(differs(figureOf([1, 2, 3]), figureOf([4, 5]))).toBe(true);
  expect(differs(figureOf([4, 5]), figureOf([1, 2, 3]))).toBe(true);
  expect(differs(figureOf([1, 2, 3]), figureOf([3, 9]))).toBe(false);
  expect(differs(figureOf([1, 9]), figureOf([3, 4]))).toBe(false);
});
