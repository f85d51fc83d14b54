// @ts-check
// npm test: every suite, or those that are named; sets up whatever they take.
//   npm test [-- SUITE...]
import { checkout, workFolder } from "./checkout.mjs";
import { ensureInstalled } from "./npm.mjs";
import { countLine, sum, withoutEmptiness } from "./suites/count.mjs";
import { skipLine } from "./suites/skips.mjs";

process.chdir(checkout);
// What the server keeps for its next start is not for the home of whoever runs the tests.
process.env.XDG_CACHE_HOME = workFolder("cache");
await ensureInstalled(checkout, "Installing npm packages");
// Only now are the packages there that the suites are made of.
const { suites, closeSuites } = await import("./suites/table.mjs");

const named = process.argv.slice(2);
const unknown = named.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no suite called ${unknown.join(", ")}. Choose from: ${suites.map(({ name }) => name).join(" ")}.`,
  );
  process.exit(2);
}
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    void closeSuites().finally(() => process.exit(130));
  });
}

/** @type {{ name: string, count: import("./suites/count.mjs").Count, seconds: number }[]} */
const rows = [];
for (const suite of suites) {
  if (named.length > 0 && !named.includes(suite.name)) continue;
  console.log(`\n=== ${suite.name}: ${suite.title}`);
  const from = Date.now();
  const count = withoutEmptiness(await counted(suite.run));
  rows.push({ name: suite.name, count, seconds: (Date.now() - from) / 1000 });
  console.log(`=== ${suite.name}: ${countLine(count)}`);
}
await closeSuites();

console.log("");
for (const { name, count, seconds } of rows) {
  console.log(`${name.padEnd(16)}${`${seconds.toFixed(1)} s`.padStart(9)}   ${countLine(count)}`);
}
const skipped = rows.flatMap(({ name, count }) => (count.skips ?? []).map((skip) => skipLine(name, skip)));
if (skipped.length > 0) console.log(["", "Skipped here:", ...skipped].join("\n"));
const total = sum(rows.map(({ count }) => count));
console.log(`\n${countLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * A suite that cannot run has failed; the others still run.
 * @param {() => Promise<import("./suites/count.mjs").Count>} work
 */
async function counted(work) {
  try {
    return await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
