// @ts-check
// Repeats what is measured, and takes both clocks: the wall's, and the processor time of the program that is measured,
// which tells the program from whatever else the machine does meanwhile.
import { setTimeout as wait } from "node:timers/promises";

/** @typedef {{ times: number[], processor: number[] }} Times milliseconds of each run, by the wall's clock and of the processor */
/** @typedef {{ suite: string, times: readonly number[], processor?: readonly number[], unit: "ms" | "MB" }} Sample */

/** The least number of runs that a figure rests on; two more come first and are not counted. */
export const runs = 20;
export const warmUps = 2;

/**
 * @param {(index: number) => Promise<number>} measure answers with milliseconds
 * @param {() => number} processorTime of the program so far, in milliseconds
 * @returns {Promise<Times>}
 */
export async function repeat(measure, processorTime) {
  const times = [];
  const processor = [];
  for (let index = -warmUps; index < runs; index += 1) {
    const before = processorTime();
    const took = await measure(index);
    if (index >= 0) {
      times.push(took);
      processor.push(processorTime() - before);
    }
    // What a server does after its answer is not part of the next one's time.
    await wait(Math.min(50, took));
  }
  return { times, processor };
}
