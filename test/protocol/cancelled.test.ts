import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CancellationTokenSource, LSPErrorCodes } from "vscode-languageserver-protocol/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkWorkspaceMethod, type CheckWorkspaceResult, explainFileMethod } from "../../shared/protocol";
import { Client, composeText, pulling } from "./client";

const cancelled = { code: LSPErrorCodes.RequestCancelled };

describe("work that nobody asks for any more, in the built server", () => {
  let folder: string;
  let client: Client;
  /** Answers the server's question for settings, which each piece of work waits for. */
  let answerSettings: () => void;
  let asked: Promise<void>;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "hostside-cancelled-"));
    for (const name of ["a", "b", "c"]) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "compose.yaml"), composeText);
    }
    client = await Client.start(pulling, folder);
    asked = new Promise((resolve) => {
      const answer = new Promise<unknown[]>((answers) => {
        answerSettings = () => answers([{}, {}]);
      });
      client.onConfiguration = () => {
        resolve();
        return answer;
      };
    });
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    rmSync(folder, { recursive: true });
  });

  const requests: [string, () => unknown][] = [
    ["textDocument/diagnostic", () => ({ textDocument: { uri: uriOf("a/compose.yaml") } })],
    [
      "textDocument/codeAction",
      () => ({
        textDocument: { uri: uriOf("a/compose.yaml") },
        range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
        context: { diagnostics: [] },
      }),
    ],
    [explainFileMethod, () => ({ uri: uriOf("b/compose.yaml") })],
    [checkWorkspaceMethod, () => undefined],
  ];

  it.each(requests)("ends where it is: %s", async (method, params) => {
    await client.open(uriOf("a/compose.yaml"), composeText);
    const cancellation = new CancellationTokenSource();
    const answer = client.connection.sendRequest(method, params(), cancellation.token);
    answer.catch(() => undefined);
    await asked;
    cancellation.cancel();
    answerSettings();
    await expect(answer).rejects.toMatchObject(cancelled);
    expect(client.published).toEqual([]);
  });

  it("is the first of two workspace checks", async () => {
    const first = client.connection.sendRequest<CheckWorkspaceResult>(checkWorkspaceMethod);
    first.catch(() => undefined);
    await asked;
    const second = client.connection.sendRequest<CheckWorkspaceResult>(checkWorkspaceMethod);
    answerSettings();
    await expect(first).rejects.toMatchObject(cancelled);
    expect(await second).toMatchObject({ files: 3, findings: { warning: 3 } });
    expect(client.published.map(({ uri }) => uri)).toEqual(
      ["a", "b", "c"].map((name) => uriOf(`${name}/compose.yaml`)),
    );
  });
});
