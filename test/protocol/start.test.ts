import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

const server = new URL("../../dist/languageServer.js", import.meta.url).pathname;

/** Writes the modules of Node that a process has taken, when it ends. */
const tellModules = `data:text/javascript,import { writeSync } from "node:fs";
process.on("exit", () => writeSync(2, JSON.stringify(process.moduleLoadList)));`;

describe("the start of the built language server", () => {
  it("takes no module of Node that starts programs", () => {
    const { stderr } = spawnSync(process.execPath, ["--import", tellModules, server, "--stdio"], {
      input: "",
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(stderr).toContain("NativeModule net");
    expect(stderr).not.toContain("child_process");
  });
});
