// @ts-check
// Runs one test that judges against Docker, on an engine of its own, so that the tests can run beside it.
import { engineVersionVariable, openEngine, programsOfTests, sharedSocketVariable } from "./engine/open.mjs";
import { countLine } from "./suites/count.mjs";
import { runVitest } from "./suites/vitest.mjs";

/**
 * The process exits with 1 where the test fails.
 * @param {string} file of the test
 * @param {string} version major version of the engine; empty for the installed one
 * @param {Record<string, string>} env what the test is told
 */
export async function judge(file, version, env) {
  if (version !== "") process.env[engineVersionVariable] = version;
  const engine = await openEngine(await programsOfTests());
  try {
    const count = await runVitest(["engine"], { [sharedSocketVariable]: engine.socket, ...env }, [file]);
    console.log(countLine(count));
    process.exitCode = count.failed > 0 ? 1 : 0;
  } finally {
    await engine.stop();
  }
}
