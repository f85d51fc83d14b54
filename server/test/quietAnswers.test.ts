import { expect, it } from "vitest";
import { LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { answeringQuietly } from "../src/features/run";
import { NoLongerAsked } from "../src/workspace/turns";

/** What is asked by an editor itself, which does `work`; and what is logged. */
function asked(work: () => string) {
  const errors: string[] = [];
  const nothing = (): void => undefined;
  const log = { error: (line: string) => errors.push(line), warn: nothing, info: nothing, debug: nothing };
  const answer = answeringQuietly("textDocument/hover", log as never, work, "nothing");
  return { answer: () => answer({ textDocument: { uri: "file:///p/compose.yaml" } }), errors };
}

it("a fault of ours is no answer, and stands in the log with its place", async () => {
  const { answer, errors } = asked(() => {
    throw new TypeError("no such thing");
  });
  expect(await answer()).toBe("nothing");
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^textDocument\/hover file:\/\/\/p\/compose\.yaml: TypeError: no such thing\n/u);
});

it("what is no longer asked for is cancelled, as of every request, and an answer is the answer", async () => {
  const cancelled = await asked(() => {
    throw new NoLongerAsked();
  }).answer();
  expect(cancelled).toBeInstanceOf(ResponseError);
  expect((cancelled as unknown as ResponseError<never>).code).toBe(LSPErrorCodes.RequestCancelled);
  expect(await asked(() => "here").answer()).toBe("here");
});
