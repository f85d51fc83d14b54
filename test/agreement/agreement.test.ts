import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { type Answer, Oracle } from "../../scripts/compose/oracle.mjs";
import { compare } from "./compare";
import { ours } from "./ours";
import { reasons } from "./reasons";
import { Report } from "./report";
import { type Case, Corpus, truthCases, whyNoShared } from "./shared";

const compose = await findCompose();
const reason = "unavailable" in compose ? compose.unavailable : whyNoShared;
const output = path.join(import.meta.dirname, "..", "..", "out", "agreement.json");

describe.skipIf(reason !== undefined)(`agreement with Docker Compose${reason ? `, skipped: ${reason}` : ""}`, () => {
  const report = new Report();
  let corpus: Corpus;
  let oracle: Oracle;

  beforeAll(() => {
    if ("unavailable" in compose) return;
    corpus = new Corpus();
    oracle = new Oracle(compose);
  });

  afterAll(() => {
    report.write(output);
    corpus.remove();
    if (!("unavailable" in compose)) say(`Docker Compose ${compose.version}\n${report.text()}`);
  });

  it("holds for the cases that were measured", async () => {
    await compareAll(truthCases());
  });

  it("holds for the corpus", async () => {
    await compareAll(corpus.cases());
  });

  it("leaves no disagreement without its reason, and no reason without its disagreement", () => {
    expect(reasons.filter((each) => !report.hasUsed(each)).map(({ why }) => why)).toEqual([]);
    expect(report.unexplained, `disagreements without a reason; they are listed in ${output}`).toBe(0);
  });

  async function compareAll(cases: readonly Case[]): Promise<void> {
    // All questions are put at once: the oracle lets two through at a time, and knows most answers already.
    const answers = cases.map((each) => [each, answerOf(each)] as const);
    for (const [each, answer] of answers) {
      report.add(each, compare(await ours(each.folder, each.files, each.profiles), await answer));
    }
  }

  /** Compose refuses a project for an env file that is not there, which has nothing to do with us: it gets an empty one. */
  async function answerOf(each: Case): Promise<Answer> {
    const provided: string[] = [];
    for (;;) {
      const content = [each.content, ...provided].join(" + ");
      const answer = await oracle.ask({ ...each, content });
      const missing = "refused" in answer ? /^env file (.+?) not found/.exec(answer.refused)?.[1] : undefined;
      if (missing === undefined || provided.includes(missing)) return answer;
      if (!provide(path.resolve(each.folder, missing.replace("<root>", each.root ?? "")))) return answer;
      provided.push(missing);
    }
  }

  function provide(file: string): boolean {
    if (!file.startsWith(corpus.root)) return false;
    mkdirSync(path.dirname(file), { recursive: true });
    if (!existsSync(file)) closeSync(openSync(file, "wx"));
    return true;
  }
});

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}
