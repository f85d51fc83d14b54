// @ts-check
// npm test: every suite, or those that are named; sets up whatever they take.
//   npm test [-- SUITE...]
import { checkout, workFolder } from "./checkout.mjs";
import { say } from "./child.mjs";
import { ensureInstalled } from "./npm.mjs";
import { countLine, sum, withoutEmptiness } from "./suites/count.mjs";
import { runInLanes } from "./suites/lanes.mjs";
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

const began = Date.now();
const chosen = suites.filter(({ name }) => named.length === 0 || named.includes(name));
const rows = await runInLanes(chosen, runSuite, (text) => process.stdout.write(text));
await closeSuites();

console.log("");
for (const { suite, count, seconds } of rows) {
  console.log(`${suite.name.padEnd(16)}${`${seconds.toFixed(1)} s`.padStart(9)}   ${countLine(count)}`);
}
const skipped = rows.flatMap(({ suite, count }) => (count.skips ?? []).map((skip) => skipLine(suite.name, skip)));
if (skipped.length > 0) console.log(["", "Skipped here:", ...skipped].join("\n"));
const total = sum(rows.map(({ count }) => count));
console.log(`\nAll suites took ${((Date.now() - began) / 60_000).toFixed(1)} minutes.\n${countLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** @param {import("./suites/lanes.mjs").Suite} suite */
async function runSuite({ name, title, run }) {
  say(`\n=== ${name}: ${title}`);
  const count = withoutEmptiness(await counted(run));
  say(`=== ${name}: ${countLine(count)}`);
  return count;
}

/**
 * A suite that cannot run has failed; the others still run.
 * @param {() => Promise<import("./suites/count.mjs").Count>} work
 */
async function counted(work) {
  try {
    return await work();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
