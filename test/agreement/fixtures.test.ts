import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixtureQuestions, recordFile } from "../../scripts/compose/fixtures.mjs";
import type { Answer, ComposeConfig } from "../../scripts/compose/oracle.mjs";
import { readComposeVersion } from "../../server/src/compose/project/composeVersion";
import type { ProjectAnswer } from "./answer";
import { compare, theirServices } from "./compare";
import { oracles } from "./oracles";
import { ours } from "./ours";
import { fixtureReasons, reasonFor, type Reason } from "./reasons";

interface Recorded {
  readonly compose: string;
  readonly answers: Readonly<Record<string, Answer & { readonly content: string }>>;
}

const used = new Set<Reason>();
const recorded = JSON.parse(readFileSync(recordFile, "utf8")) as Recorded;
const questions = await fixtureQuestions();
const recordedVersion = readComposeVersion(recorded.compose);
const consulted = await oracles();

describe(`our fixtures against the recorded answers of Docker Compose ${recorded.compose}`, () => {
  it.each(questions.map((question) => [question.name, question] as const))("%s", async (name, question) => {
    const answer = recorded.answers[name];
    if (answer?.content !== question.content.slice(0, 16)) {
      throw new Error("This fixture has changed since Compose was asked about it: npm run record:compose");
    }
    const mine = await ours(question.folder, question.files, question.profiles, recordedVersion);
    const disagreements = compare(mine, answer) ?? [];
    const unexplained = disagreements.filter((each) => {
      const reason = reasonFor(name, each, recorded.compose, fixtureReasons);
      if (reason !== undefined) used.add(reason);
      return reason === undefined;
    });
    expect(unexplained).toEqual([]);
  });

  it("has no reason without its disagreement", () => {
    expect(fixtureReasons.filter((reason) => !used.has(reason)).map(({ why: reason }) => reason)).toEqual([]);
  });

  it("has no answer without its question", () => {
    expect(Object.keys(recorded.answers)).toEqual(questions.map(({ name }) => name));
  });
});

for (const { name, unavailable, readsAs, version, open } of consulted) {
  const isRecorded = version === recorded.compose;
  const skipped = unavailable === undefined ? "" : `, skipped: ${unavailable}`;
  describe.skipIf(unavailable !== undefined)(`our fixtures and ${name}${skipped}`, () => {
    it("agree, and the recorded answers are those of the version that they name", async () => {
      const { oracle, close } = open();
      const wrong: unknown[] = [];
      for (const { name: fixture, ...question } of questions) {
        const now = await oracle.ask(question);
        const then = recorded.answers[fixture];
        if (isRecorded) expect(then === undefined ? undefined : comparable(then), fixture).toEqual(comparable(now));
        const mine = await ours(question.folder, question.files, question.profiles, readsAs);
        const unexplained = (compare(mine, now) ?? []).filter(
          (each) => reasonFor(fixture, each, version ?? "", fixtureReasons) === undefined,
        );
        wrong.push(...unexplained.map((each) => ({ fixture, ...each })));
      }
      close();
      expect(wrong).toEqual([]);
    });
  });
}

/** Refusals by their kind: where Compose walks a map, its words begin at another service each time. */
function comparable(answer: Answer): ProjectAnswer {
  return "refused" in answer ? { refused: [answer.reason] } : theirServices(answer.config satisfies ComposeConfig);
}
