// @ts-check
// npm run judge:paths: makes scenes of networks and containers, derives who reaches whom, tries every call, compares.
//   npm run judge:paths [-- --scenes 1000] [--seed 1] [--engine 28]
// Its host is a network namespace with an engine of its own, so that it runs beside anything.
// Exits with 1 where a call ends in another way than was derived, or too much is unknown.
import { readOptions } from "./commandLine.mjs";
import { judge } from "./judging.mjs";

const { values } = readOptions(
  {
    options: {
      scenes: { type: "string", default: "1000" },
      seed: { type: "string", default: "1" },
      engine: { type: "string", default: "" },
    },
  },
  "npm run judge:paths [-- --scenes N] [--seed N] [--engine 28]",
);
await judge("test/engine/judgePaths.test.ts", values.engine, {
  HOSTSIDE_PATH_SCENES: values.scenes,
  HOSTSIDE_PATH_SEED: values.seed,
});
