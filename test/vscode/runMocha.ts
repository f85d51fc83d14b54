import { writeFile } from "node:fs/promises";
import { inspect } from "node:util";
import Mocha from "mocha";
import { beginRunnable } from "./timeLeft";

/** Where the runner reads what the tests come to: passed, failed, skipped. */
const resultFile = process.env.HOSTSIDE_TEST_RESULT;

/** The window has no terminal: each line goes through its console, and the launcher knows it by its first word. */
function print(line: string): void {
  // eslint-disable-next-line no-console -- this is the way out of the window
  console.log(`[test]${line}`);
}

/**
 * Runs the tests that `load` declares, prints them as they end, and writes their counts. An unhandled rejection of the
 * extension is a failure, whichever test it comes up in.
 */
export async function runMocha(load: () => Promise<void>): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, reporter: "min" });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await load();
  const stray: unknown[] = [];
  const keep = (reason: unknown): void => {
    // The oldest VS Code is installed without its own search program; what VS Code fails to search for is not ours.
    if (!/spawn \S*\/@vscode\/ripgrep\/bin\/rg ENOENT/u.test(String(reason))) stray.push(reason);
  };
  process.on("unhandledRejection", keep);
  const skips: { what: string; why: string; tests: number }[] = [];
  const count = await new Promise<{ passed: number; failed: number; skipped: number }>((resolve) => {
    const lines = { passed: 0, failed: 0, skipped: 0 };
    const runner = new Mocha.Runner(mocha.suite, { delay: false });
    mocha.suite.timeout(30_000);
    runner
      .on("suite", (suite) => {
        if (suite.title) print(`  ${suite.title}`);
      })
      .on("test", (test) => beginRunnable(test.timeout()))
      .on("hook", (hook) => beginRunnable(hook.timeout()))
      .on("pass", (test) => {
        lines.passed += 1;
        print(`    ok ${test.title} (${test.duration ?? 0} ms)`);
      })
      .on("fail", (test, error: unknown) => {
        lines.failed += 1;
        print(`    FAILED ${test.title}\n${inspect(error)}`);
      })
      .on("pending", (test) => {
        lines.skipped += 1;
        skips.push({ what: test.titlePath()[0] ?? "", why: test.title, tests: 1 });
        print(`    skipped ${test.title}`);
      })
      .once("end", () => resolve(lines));
    runner.run();
  });
  process.off("unhandledRejection", keep);
  for (const reason of stray) print(`    FAILED: an unhandled rejection\n${inspect(reason)}`);
  count.failed += stray.length;
  if (resultFile !== undefined) await writeFile(resultFile, JSON.stringify({ ...count, skips }));
  if (count.failed > 0) throw new Error(`${count.failed} tests failed.`);
}
