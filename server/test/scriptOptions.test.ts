import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";

const checkout = path.join(import.meta.dirname, "..", "..");

function run(script: string, ...words: string[]): { status: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [path.join("scripts", script), ...words], {
    cwd: checkout,
    encoding: "utf8",
  });
  return { status, said: stderr };
}

describe("a script that gets words which it cannot read", () => {
  it("says in one line what is wrong and what its form is, with status 2", () => {
    const usage = "Usage: npm start [-- --screenshot FILE]\n";
    expect(run("start.mjs", "--screenshot")).toEqual({
      status: 2,
      said: `The option --screenshot needs a value. ${usage}`,
    });
    expect(run("start.mjs", "--screenshot", "")).toEqual({
      status: 2,
      said: `The option --screenshot needs a value. ${usage}`,
    });
    expect(run("start.mjs", "--picture")).toEqual({ status: 2, said: `There is no option --picture. ${usage}` });
    expect(run("start.mjs", "tutorial")).toEqual({
      status: 2,
      said: `The word tutorial is none of this command's. ${usage}`,
    });
  });

  it.each(["bench.mjs", "fuzz.mjs", "judge.mjs", "judgePaths.mjs", "soak.mjs"])("%s", (script) => {
    const { status, said } = run(script, "--nothing");
    expect([status, said]).toEqual([2, expect.stringMatching(/^There is no option --nothing\. Usage: npm run .*\n$/)]);
  });
});
