import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { run, say } from "../../scripts/child.mjs";
import { engineFiles } from "../../scripts/suites/engineFiles.mjs";
import { runInLanes } from "../../scripts/suites/lanes.mjs";

const passed = { passed: 1, failed: 0, skipped: 0 };

/** A suite of the table, which is run by what the test hands in. */
function suite(name: string, lane?: string, background = false) {
  return { name, title: name, background, run: () => Promise.resolve(passed), ...(lane === undefined ? {} : { lane }) };
}

describe("suites in lanes", () => {
  it("run side by side, those of a lane one after the other, the others alone", async () => {
    const running = new Set<string>();
    const seen: string[] = [];
    const ends = new Map<string, () => void>();
    const ended = (name: string) => new Promise<void>((resolve) => ends.set(name, resolve));
    const work = async ({ name }: { name: string }) => {
      running.add(name);
      seen.push([...running].join("+"));
      // The first of one lane goes on until the second of the other has begun.
      if (name === "b1") await ended(name);
      if (name === "a2") ends.get("b1")?.();
      running.delete(name);
      return passed;
    };
    const suites = [suite("first"), suite("a1", "a"), suite("a2", "a"), suite("b1", "b"), suite("last")];
    const done = await runInLanes(suites, work, () => undefined);
    expect(seen).toEqual(["first", "a1", "b1", "b1+a2", "last"]);
    expect(done.map((each) => [each.suite.name, each.count])).toEqual(suites.map(({ name }) => [name, passed]));
  });

  it("show what each has said in one piece, and their programs let others go first where they may", async () => {
    const script = 'console.log(require("node:os").getPriority())';
    const shown: string[] = [];
    const work = async ({ name }: { name: string }) => {
      say(`${name} begins`);
      for (let round = 0; round < 2; round += 1) await run(process.execPath, ["-e", script], { show: true });
      say(`${name} ends`);
      return passed;
    };
    await runInLanes([suite("a", "a"), suite("b", "b", true)], work, (text) => shown.push(text));
    const own = (await run(process.execPath, ["-e", script])).output;
    expect(shown[0]).toBe("\n=== side by side: a | b\n");
    expect(shown.slice(1).sort()).toEqual([
      `a begins\n${own}${own}a ends\n`,
      expect.stringMatching(/^b begins\n(?:10|19)\n(?:10|19)\nb ends\n$/u),
    ]);
  });
});

describe("the files of the engine suite", () => {
  it("are each in one part, and those in which the version changes something run on both", () => {
    const all = readdirSync("test/engine").filter((file) => file.endsWith(".test.ts"));
    const first = [...engineFiles("shared", false), ...engineFiles("own", false)];
    expect([...first].sort()).toEqual(all.map((file) => `test/engine/${file}`).sort());
    const again = new Set([...engineFiles("shared", true), ...engineFiles("own", true)]);
    expect(first.filter((file) => !again.has(file))).toEqual([
      "test/engine/leaks.test.ts",
      "test/engine/swarmKilled.test.ts",
    ]);
  });
});
