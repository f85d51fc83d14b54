// @ts-check
// npm run judge:paths: makes scenes of networks and containers, derives who reaches whom, tries every call, compares.
//   npm run judge:paths [-- --scenes 1000] [--seed 1] [--engine 28]
// Its host is a network namespace with an engine of its own, so that it runs beside anything.
// Exits with 1 where a call ends in another way than was derived, or too much is unknown.
import { parseArgs } from "node:util";
import { engineVersionVariable, openEngine, programsOfTests, sharedSocketVariable } from "./engine/open.mjs";
import { countLine } from "./suites/count.mjs";
import { runVitest } from "./suites/vitest.mjs";

const { values } = parseArgs({
  options: {
    scenes: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    engine: { type: "string", default: "" },
  },
});
if (values.engine !== "") process.env[engineVersionVariable] = values.engine;
// What all engine tests are given; this one does not use it, and takes no ports of the tutorial for it.
const engine = await openEngine(await programsOfTests());
try {
  const count = await runVitest(
    ["engine"],
    {
      [sharedSocketVariable]: engine.socket,
      HOSTSIDE_PATH_SCENES: values.scenes,
      HOSTSIDE_PATH_SEED: values.seed,
    },
    ["test/engine/judgePaths.test.ts"],
  );
  console.log(countLine(count));
  process.exitCode = count.failed > 0 ? 1 : 0;
} finally {
  await engine.stop();
}
