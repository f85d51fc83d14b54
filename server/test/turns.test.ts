import { describe, expect, it } from "vitest";
import { asLongAs, Turns } from "../src/workspace/turns";

describe("turns", () => {
  it("are had one after the other, and in the background when nobody else waits", async () => {
    const turns = new Turns();
    const order: string[] = [];
    const work = async (name: string, isInBackground: boolean): Promise<void> => {
      for (let turn = 1; turn <= 3; turn++) {
        await turns.next(isInBackground);
        order.push(`${name}${turn}`);
      }
    };
    await Promise.all([work("background", true), work("a", false), work("b", false)]);
    expect(order).toEqual([...["a1", "b1", "a2", "b2", "a3", "b3"], ...["background1", "background2", "background3"]]);
  });

  it("are had in the background also by what is asked under a further condition", () => {
    let isSo = true;
    const both = asLongAs(
      Object.assign(() => true, { inBackground: true as const }),
      () => isSo,
    );
    expect([both(), both.inBackground]).toEqual([true, true]);
    isSo = false;
    expect(both()).toBe(false);
    expect(
      asLongAs(
        () => true,
        () => true,
      ).inBackground,
    ).toBeUndefined();
  });
});
