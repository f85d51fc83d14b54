import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PacedQueue } from "../../src/monitor/pacedQueue";
import { Timers } from "../../src/monitor/timers";

let timers: Timers;
let done: string[];
/** Milliseconds that each entry takes. */
let takes: number;

beforeEach(() => {
  vi.useFakeTimers();
  timers = new Timers();
  done = [];
  takes = 0;
});
afterEach(() => {
  timers.stop();
  vi.useRealTimers();
});

const queue = (atOnce: number): PacedQueue =>
  new PacedQueue(
    async (entry) => {
      if (takes > 0) await timers.pause(takes);
      done.push(entry);
    },
    { atOnce, perSecond: 10, share: 0.1 },
    timers,
  );
const add = (to: PacedQueue, count: number): void => {
  for (let at = 0; at < count; at += 1) to.add(String(at), false);
};

it("runs the first ones at once, then so many a second, and earns the first ones back in a rest", async () => {
  const paced = queue(5);
  add(paced, 50);
  await vi.advanceTimersByTimeAsync(20);
  expect(done.length).toBeGreaterThanOrEqual(5);
  expect(done.length).toBeLessThanOrEqual(6);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done.length).toBeLessThanOrEqual(17);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(done).toHaveLength(50);
  add(paced, 50);
  await vi.advanceTimersByTimeAsync(20);
  expect(done.length).toBeGreaterThanOrEqual(55);
});

it("takes a tenth of the time at most where each takes long", async () => {
  takes = 1_000;
  add(queue(1), 100);
  await vi.advanceTimersByTimeAsync(200_000);
  expect(done.length).toBeGreaterThanOrEqual(18);
  expect(done.length).toBeLessThanOrEqual(21);
});

it("runs urgent ones first, and each once", async () => {
  const paced = queue(1);
  add(paced, 3);
  paced.add("2", true);
  paced.add("2", false);
  paced.add("soon", true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toEqual(["2", "soon", "0", "1"]);
});
