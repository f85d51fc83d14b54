import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../scripts/compose/oracle.mjs";
import { compare } from "./compare";
import { oracles } from "./oracles";
import { ours } from "./ours";
import { reasons } from "./reasons";
import { Report } from "./report";
import { type Case, Corpus, truthCases, whyNoShared } from "./shared";

const outputs = path.join(import.meta.dirname, "..", "..", "out");
const consulted = (await oracles()).map((each) => ({ ...each, reason: each.unavailable ?? whyNoShared }));
const reports: Report[] = [];
let corpus: Corpus | undefined;

afterAll(() => {
  corpus?.remove();
});

for (const { name, reason, version, readsAs, open } of consulted) {
  describe.skipIf(reason !== undefined)(`agreement with ${name}${skipped(reason)}`, () => {
    const report = new Report(version ?? "");
    const output = path.join(outputs, `agreement-${readsAs?.join(".") ?? ""}.json`);
    let opened: ReturnType<typeof open>;

    beforeAll(() => {
      corpus ??= new Corpus();
      reports.push(report);
      opened = open();
    });

    afterAll(() => {
      opened.close();
      report.write(output);
      say(`${name}: ${version ?? ""}\n${report.text()}`);
    });

    it("holds for the cases that were measured", async () => {
      await compareAll(truthCases());
    });

    it("holds for the corpus", async () => {
      await compareAll(corpus?.cases() ?? []);
    });

    it("leaves no disagreement without its reason", () => {
      expect(report.unexplained, `disagreements without a reason; they are listed in ${output}`).toBe(0);
    });

    async function compareAll(cases: readonly Case[]): Promise<void> {
      // All questions are put at once: the oracle lets two through at a time, and knows most answers already.
      const answers = cases.map((each) => [each, answerOf(each)] as const);
      for (const [each, answer] of answers) {
        report.add(each, compare(await ours(each.folder, each.files, each.profiles, readsAs), await answer));
      }
    }

    /** Compose refuses a project for an env file that is not there, which has nothing to do with us: it gets an empty one. */
    async function answerOf(each: Case): Promise<Answer> {
      const provided: string[] = [];
      for (;;) {
        const content = [each.content, ...provided].join(" + ");
        const answer = await opened.oracle.ask({ ...each, content });
        const missing = "refused" in answer ? /^env file (.+?) not found/.exec(answer.refused)?.[1] : undefined;
        if (missing === undefined || provided.includes(missing)) return answer;
        if (!provide(path.resolve(each.folder, missing.replace("<root>", each.root ?? "")))) return answer;
        provided.push(missing);
      }
    }

    function provide(file: string): boolean {
      if (corpus === undefined || !file.startsWith(corpus.root)) return false;
      mkdirSync(path.dirname(file), { recursive: true });
      if (!existsSync(file)) closeSync(openSync(file, "wx"));
      return true;
    }
  });
}

const lacking = consulted.find(({ reason }) => reason !== undefined)?.reason;

it.skipIf(lacking !== undefined)(`no reason is without its disagreement${skipped(lacking)}`, () => {
  const unused = reasons.filter((each) => !reports.some((report) => report.hasUsed(each)));
  expect(unused.map(({ why }) => why)).toEqual([]);
});

function skipped(reason: string | undefined): string {
  return reason === undefined ? "" : `, skipped: ${reason}`;
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}
