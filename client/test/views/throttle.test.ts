import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Throttle } from "../../src/views/trees/throttle";

let drawings = 0;
let time = 0;
let throttle: Throttle;

beforeEach(() => {
  vi.useFakeTimers();
  [drawings, time] = [0, 0];
  throttle = new Throttle(
    () => (drawings += 1),
    () => time,
  );
});
afterEach(() => {
  throttle.stop();
  vi.useRealTimers();
});

/** What a drawing takes, asked for by whoever shows it. */
function takes(milliseconds: number, lines = 0): void {
  throttle.measured(true, () => {
    time += milliseconds;
    return Array.from({ length: lines });
  });
}
function passes(milliseconds: number): void {
  time += milliseconds;
  vi.advanceTimersByTime(milliseconds);
}

describe("a tree that changes all the time", () => {
  it("is drawn at once each time, as long as that is cheap", () => {
    for (let round = 1; round <= 5; round += 1) {
      throttle.schedule();
      expect(drawings).toBe(round);
      takes(0);
      passes(1);
    }
  });

  it("is drawn seldom where it is not, and the last change is drawn", () => {
    throttle.schedule();
    takes(20);
    for (let round = 0; round < 10; round += 1) throttle.schedule();
    expect(drawings).toBe(1);
    passes(399);
    expect(drawings).toBe(1);
    passes(1);
    expect(drawings).toBe(2);
    passes(5_000);
    expect(drawings).toBe(2);
  });

  it("waits no longer than ten seconds, and two for what the user asks to see", () => {
    throttle.schedule();
    takes(1_000);
    throttle.schedule();
    passes(9_999);
    expect(drawings).toBe(1);
    passes(1);
    expect(drawings).toBe(2);
    takes(1_000);
    throttle.schedule();
    throttle.scheduleForUser();
    passes(1_999);
    expect(drawings).toBe(2);
    passes(1);
    expect(drawings).toBe(3);
    passes(20_000);
    expect(drawings).toBe(3);
  });

  it("is not asked for again while VS Code is too busy to fetch its lines, or shows none of them", () => {
    throttle.schedule();
    for (let round = 0; round < 99; round += 1) {
      throttle.schedule();
      passes(100);
    }
    expect(drawings).toBe(1);
    passes(100);
    expect(drawings).toBe(2);
  });

  it("counts its pause from when its lines were fetched", () => {
    throttle.schedule();
    passes(4_000);
    takes(0, 1_000);
    throttle.schedule();
    passes(999);
    expect(drawings).toBe(1);
    passes(1);
    expect(drawings).toBe(2);
  });

  it("counts its lines as well, since most of the work is VS Code's", () => {
    throttle.schedule();
    takes(0, 1_000);
    throttle.schedule();
    passes(999);
    expect(drawings).toBe(1);
    passes(1);
    expect(drawings).toBe(2);
  });

  it("is not drawn any more once it is stopped", () => {
    throttle.schedule();
    takes(100);
    throttle.schedule();
    throttle.stop();
    passes(1_000);
    expect(drawings).toBe(1);
  });
});
