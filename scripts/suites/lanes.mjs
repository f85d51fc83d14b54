// @ts-check
// Runs suites one after the other, and side by side those that stand in lanes: what waits for engines leaves most of a
// machine idle.
import { outlet } from "../child.mjs";

/** @typedef {import("./count.mjs").Count} Count */
/** @typedef {{ name: string, title: string, lane?: string, background?: boolean, run: () => Promise<Count> }} Suite */
/** @typedef {{ suite: Suite, count: Count, seconds: number }} Done */

/**
 * Runs them and gives what they came to, in their order. What a suite prints is shown as it comes; of those that run side
 * by side it is shown when each has ended.
 * @param {readonly Suite[]} suites
 * @param {(suite: Suite) => Promise<Count>} run
 * @param {(text: string) => void} print
 * @returns {Promise<Done[]>}
 */
export async function runInLanes(suites, run, print) {
  /** @type {Map<Suite, Done>} */
  const done = new Map();
  for (const group of groups(suites)) {
    const lanes = lanesOf(group);
    const beside = lanes.length > 1;
    if (beside)
      print(`\n=== side by side: ${lanes.map((lane) => lane.map(({ name }) => name).join(", ")).join(" | ")}\n`);
    await Promise.all(
      lanes.map(async (lane) => {
        for (const suite of lane)
          done.set(suite, await timed(suite, run, beside ? collecting(suite, print) : undefined));
      }),
    );
  }
  return suites.flatMap((suite) => done.get(suite) ?? []);
}

/**
 * Suites in a row that stand in lanes are one group; each other one is a group of its own.
 * @param {readonly Suite[]} suites
 */
function groups(suites) {
  /** @type {Suite[][]} */
  const found = [];
  for (const suite of suites) {
    const last = found.at(-1);
    if (suite.lane !== undefined && last?.[0]?.lane !== undefined) last.push(suite);
    else found.push([suite]);
  }
  return found;
}

/**
 * The suites of each lane, in their order.
 * @param {readonly Suite[]} group
 */
function lanesOf(group) {
  /** @type {Map<string | undefined, Suite[]>} */
  const lanes = new Map();
  for (const suite of group) lanes.set(suite.lane, [...(lanes.get(suite.lane) ?? []), suite]);
  return [...lanes.values()];
}

/**
 * @param {Suite} suite
 * @param {(suite: Suite) => Promise<Count>} run
 * @param {Collecting} [collected]
 */
async function timed(suite, run, collected) {
  const from = Date.now();
  const count = await (collected === undefined ? run(suite) : outlet.run(collected, () => run(suite)));
  collected?.show();
  return { suite, count, seconds: (Date.now() - from) / 1000 };
}

/** @typedef {import("../child.mjs").Outlet & { show: () => void }} Collecting */

/**
 * @param {Suite} suite
 * @param {(text: string) => void} print
 * @returns {Collecting}
 */
function collecting(suite, print) {
  let text = "";
  return {
    write: (more) => (text += more),
    background: suite.background === true,
    show: () => print(text),
  };
}
