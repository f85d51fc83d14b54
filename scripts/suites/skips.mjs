// @ts-check
// Which tests were skipped, and why: in their titles each says so.

/** @typedef {{ what: string, why: string, tests: number }} Skip */

/** What the JSON reporter of Vitest says of one test, as far as it is read here. */
/** @typedef {{ status: string, title: string, ancestorTitles: readonly string[] }} OneTest */
/** @typedef {{ testResults: readonly { name: string, assertionResults: readonly OneTest[] }[] }} Report */

/**
 * The skipped tests of a run of Vitest, one entry for each file and reason.
 * @param {Report} report
 * @param {string} root the folder that files are named from
 * @returns {Skip[]}
 */
export function skipsOf(report, root) {
  const skipped = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ title, ancestorTitles }) => ({
        what: name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name,
        why: reasonIn([...ancestorTitles, title]),
      })),
  );
  return counted(skipped);
}

/**
 * Entries that are alike as one, with their number.
 * @param {readonly { what: string, why: string }[]} skipped
 * @returns {Skip[]}
 */
function counted(skipped) {
  /** @type {Map<string, Skip>} */
  const found = new Map();
  for (const { what, why } of skipped) {
    const key = `${what}\n${why}`;
    const before = found.get(key);
    found.set(key, { what, why, tests: (before?.tests ?? 0) + 1 });
  }
  return [...found.values()];
}

/**
 * The reason that a title gives: `(skipped where ../shared is absent)`, `, skipped: there is no Docker`. Where none
 * does, it is the outermost title itself.
 * @param {readonly string[]} titles from the outermost to the test's own
 */
export function reasonIn(titles) {
  for (const title of titles) {
    const reason = /\bskipped(?: where|:) (.+)$/u.exec(title)?.[1];
    if (reason !== undefined) return title.includes("(skipped") ? reason.replace(/\)[^)]*$/u, "") : reason;
  }
  return titles[0] ?? "no reason given";
}

/** One line for people. @param {string} suite @param {Skip} skip */
export function skipLine(suite, { what, why, tests }) {
  return `${suite.padEnd(16)}${what}${tests === 1 ? "" : `, ${tests} tests`}: ${why}`;
}
