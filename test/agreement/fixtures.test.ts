import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { fixtureQuestions, recordFile } from "../../scripts/compose/fixtures.mjs";
import { type Answer, type ComposeConfig, Oracle } from "../../scripts/compose/oracle.mjs";
import type { ProjectAnswer } from "./answer";
import { compare, theirServices } from "./compare";
import { ours } from "./ours";
import { fixtureReasons, reasonFor, type Reason } from "./reasons";

interface Recorded {
  readonly compose: string;
  readonly answers: Readonly<Record<string, Answer & { readonly content: string }>>;
}

const used = new Set<Reason>();
const recorded = JSON.parse(readFileSync(recordFile, "utf8")) as Recorded;
const questions = await fixtureQuestions();
const compose = await findCompose();

describe(`our fixtures against the recorded answers of Docker Compose ${recorded.compose}`, () => {
  it.each(questions.map((question) => [question.name, question] as const))("%s", async (name, question) => {
    const answer = recorded.answers[name];
    if (answer?.content !== question.content.slice(0, 16)) {
      throw new Error("This fixture has changed since Compose was asked about it: npm run record:compose");
    }
    const mine = await ours(question.folder, question.files, question.profiles);
    const disagreements = compare(mine, answer) ?? [];
    const unexplained = disagreements.filter((each) => {
      const reason = reasonFor(name, each, fixtureReasons);
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

const why =
  "unavailable" in compose
    ? compose.unavailable
    : compose.version === recorded.compose
      ? undefined
      : `the answers were recorded of ${recorded.compose}, and here is ${compose.version}`;

describe.skipIf(why !== undefined)(`the recorded answers${why ? `, skipped: ${why}` : ""}`, () => {
  it("are what Docker Compose says", async () => {
    if ("unavailable" in compose) return;
    const oracle = new Oracle(compose);
    for (const { name, ...question } of questions) {
      const [then, now] = [recorded.answers[name], await oracle.ask(question)];
      expect(then === undefined ? undefined : comparable(then), name).toEqual(comparable(now));
    }
  });
});

/** Refusals by their kind: where Compose walks a map, its words begin at another service each time. */
function comparable(answer: Answer): ProjectAnswer {
  return "refused" in answer ? { refused: [answer.reason] } : theirServices(answer.config satisfies ComposeConfig);
}
