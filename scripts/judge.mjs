// @ts-check
// npm run judge: makes small Compose projects, asks Hostside about each, then Docker, and compares.
//   npm run judge [-- --projects 1000] [--seed 1] [--engine 28]
// Exits with 1 where they differ and test/judge/reasons.ts has no reason for it.
import { parseArgs } from "node:util";
import { engineVersionVariable } from "./engine/open.mjs";
import { countLine } from "./suites/count.mjs";
import { runVitest } from "./suites/vitest.mjs";

const { values } = parseArgs({
  options: {
    projects: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    engine: { type: "string", default: "" },
  },
});
const count = await runVitest(
  ["engine"],
  {
    HOSTSIDE_JUDGE_PROJECTS: values.projects,
    HOSTSIDE_JUDGE_SEED: values.seed,
    ...(values.engine === "" ? {} : { [engineVersionVariable]: values.engine }),
  },
  ["test/engine/judge.test.ts"],
);
console.log(countLine(count));
process.exitCode = count.failed > 0 ? 1 : 0;
