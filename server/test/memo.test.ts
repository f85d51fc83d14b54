import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Memo, PairMemo } from "../../shared/memo";

/** A function that counts its calls in what it returns. */
function counter(): () => number {
  let made = 0;
  return () => (made += 1);
}

function finish<Result>(steps: Generator<unknown, Result, undefined>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

describe("a memo", () => {
  it("makes a result again exactly where something that it depends on is another", () => {
    const value = fc.constantFrom<unknown>("a", "b", 1, undefined, null, false);
    fc.assert(
      fc.property(fc.array(fc.array(value, { maxLength: 3 })), (calls) => {
        const memo = new Memo<object, number>();
        const key = {};
        const make = counter();
        let before: readonly unknown[] | undefined;
        let made = 0;
        for (const dependsOn of calls) {
          if (JSON.stringify(describeAll(dependsOn)) !== JSON.stringify(describeAll(before))) made += 1;
          expect(memo.get(key, dependsOn, make)).toBe(made);
          before = dependsOn;
        }
      }),
    );
  });

  it("remembers each key by itself, and results that are undefined", () => {
    const memo = new Memo<object, undefined>();
    const asked: object[] = [];
    const ask = (key: object): undefined => void asked.push(key);
    const [one, other] = [{}, {}];
    for (const key of [one, other, one, other]) memo.of(key, ask);
    expect(asked).toEqual([one, other]);
    expect(asked[0]).toBe(one);
  });

  it("hands the result that does not hold any more to whoever makes the next one", () => {
    const memo = new Memo<object, string>();
    const key = {};
    const make = (_: object, before: string | undefined): string => `${before ?? "none"} next`;
    expect(memo.get(key, [1], make)).toBe("none next");
    expect(memo.get(key, [2], make)).toBe("none next next");
  });

  it("never takes NaN for the same", () => {
    const memo = new Memo<object, number>();
    const key = {};
    const make = counter();
    expect([memo.get(key, [NaN], make), memo.get(key, [NaN], make)]).toEqual([1, 2]);
  });

  it("remembers nothing of what threw, and nothing of steps that were left", () => {
    const memo = new Memo<object, number>();
    const key = {};
    const fail = (): number => {
      throw new Error("no result");
    };
    expect(() => memo.of(key, fail)).toThrow("no result");
    const make = counter();
    const inSteps = function* (): Generator<string, number, undefined> {
      yield "others first";
      return make();
    };
    memo.inSteps(key, [], inSteps).next();
    expect(finish(memo.inSteps(key, [], inSteps))).toBe(1);
    expect(finish(memo.inSteps(key, [], inSteps))).toBe(1);
    expect(memo.of(key, fail)).toBe(1);
  });

  it("remembers every pair of two objects", () => {
    const memo = new PairMemo<object, object, number>();
    const [a, b, c] = [{}, {}, {}];
    const make = counter();
    const pairs: [object, object][] = [
      [a, b],
      [a, c],
      [b, a],
      [a, b],
      [a, c],
    ];
    expect(pairs.map(([one, other]) => memo.of(one, other, make))).toEqual([1, 2, 3, 1, 2]);
  });
});

/** Values as text that differs where `===` does. */
function describeAll(values: readonly unknown[] | undefined): string[] | undefined {
  return values?.map((value) => `${typeof value} ${String(value)}`);
}
