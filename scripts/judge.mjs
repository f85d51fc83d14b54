// @ts-check
// npm run judge: makes small Compose projects, asks Hostside about each, then Docker, and compares.
//   npm run judge [-- --projects 1000] [--seed 1] [--engine 28]
// It has an engine of its own and other ports than the tests, so that both can run side by side.
// Exits with 1 where they differ and test/judge/reasons.ts has no reason for it.
import { readOptions } from "./commandLine.mjs";
import { judge } from "./judging.mjs";

const { values } = readOptions(
  {
    options: {
      projects: { type: "string", default: "1000" },
      seed: { type: "string", default: "1" },
      engine: { type: "string", default: "" },
    },
  },
  "npm run judge [-- --projects N] [--seed N] [--engine 28]",
);
await judge("test/engine/judge.test.ts", values.engine, {
  HOSTSIDE_JUDGE_PROJECTS: values.projects,
  HOSTSIDE_JUDGE_SEED: values.seed,
  HOSTSIDE_JUDGE_SLOT: values.engine === "" ? "3" : "6",
});
