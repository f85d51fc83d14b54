// @ts-check
// npm run judge: makes small Compose projects, asks Hostside about each, then Docker, and compares.
//   npm run judge [-- --projects 1000] [--seed 1] [--engine 28]
// It has an engine of its own and other ports than the tests, so that both can run side by side.
// Exits with 1 where they differ and test/judge/reasons.ts has no reason for it.
import { parseArgs } from "node:util";
import { engineVersionVariable, openEngine, programsOfTests, sharedSocketVariable } from "./engine/open.mjs";
import { countLine } from "./suites/count.mjs";
import { runVitest } from "./suites/vitest.mjs";

const { values } = parseArgs({
  options: {
    projects: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    engine: { type: "string", default: "" },
  },
});
if (values.engine !== "") process.env[engineVersionVariable] = values.engine;
const engine = await openEngine(await programsOfTests());
try {
  const count = await runVitest(
    ["engine"],
    {
      [sharedSocketVariable]: engine.socket,
      HOSTSIDE_JUDGE_PROJECTS: values.projects,
      HOSTSIDE_JUDGE_SEED: values.seed,
      HOSTSIDE_JUDGE_SLOT: values.engine === "" ? "3" : "6",
    },
    ["test/engine/judge.test.ts"],
  );
  console.log(countLine(count));
  process.exitCode = count.failed > 0 ? 1 : 0;
} finally {
  await engine.stop();
}
