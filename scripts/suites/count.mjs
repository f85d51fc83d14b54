// @ts-check
// What a suite comes to.
import { say } from "../child.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number, skips?: readonly import("./skips.mjs").Skip[] }} Count */

/** The one line that people and machines read. @param {Count} count */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * A suite that ran no test at all has not passed.
 * @param {Count} count
 * @returns {Count}
 */
export function withoutEmptiness(count) {
  return count.passed + count.failed + count.skipped === 0 ? { ...count, failed: 1 } : count;
}

/**
 * A suite that cannot run on this machine counts as one that was skipped, and says why.
 * @param {string} reason
 * @returns {Count}
 */
export function notRun(reason) {
  say(`Skipped: ${reason}`);
  return { passed: 0, failed: 0, skipped: 1, skips: [{ what: "the suite", why: reason, tests: 1 }] };
}

/** @param {readonly Count[]} counts @returns {Count} */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) {
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
  }
  const skips = counts.flatMap((count) => count.skips ?? []);
  return skips.length === 0 ? total : { ...total, skips };
}
