import { defineConfig } from "vitest/config";

/** The suites that need no VS Code; `scripts/test.mjs` runs them by project name. */
export default defineConfig({
  test: {
    projects: [
      // Waits end as soon as what they wait for is there; a busy machine only takes longer.
      { test: { name: "client", include: ["client/test/**/*.test.ts"], testTimeout: 20_000 } },
      {
        test: {
          name: "server",
          include: ["server/test/**/*.test.ts", "test/generated/**/*.test.ts", "test/release/**/*.test.ts"],
          testTimeout: 20_000,
          // Thousands of files of a corpus are removed in a hook; a busy disk takes its time.
          hookTimeout: 120_000,
        },
      },
      {
        // Mutated files, a minute of them; `server` has the first ones.
        test: { name: "fuzz", include: ["test/fuzz/**/*.test.ts"], testTimeout: 900_000 },
      },
      {
        // The built server over stdio and the built command line, as an editor and a CI job start them.
        test: { name: "protocol", include: ["test/protocol/**/*.test.ts"], testTimeout: 20_000, hookTimeout: 20_000 },
      },
      {
        // Against the real Docker Compose; the first run asks it some thousand questions, the later ones remember.
        test: {
          name: "agreement",
          include: ["test/agreement/**/*.test.ts"],
          testTimeout: 1_200_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "engine",
          include: ["test/engine/**/*.test.ts"],
          globalSetup: ["test/engine/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One engine, one host: its ports and the tutorial's container names exist once.
          fileParallelism: false,
        },
      },
      {
        // The same layers on a real Podman, where one can be had.
        test: {
          name: "podman",
          include: ["test/podman/**/*.test.ts"],
          globalSetup: ["test/podman/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
