import { afterEach, describe, expect, it } from "vitest";
import type { ClientCapabilities, CodeAction } from "vscode-languageserver-protocol/node";
import { Client, pulling } from "./client";

const text = `services:
  web:
    image: nginx
    ports: ["8080:80"]
  db:
    image: postgres
    scale: 2
`;
const uri = "file:///p/compose.yaml";
const explaining: ClientCapabilities = {
  ...pulling,
  textDocument: {
    ...pulling.textDocument,
    codeAction: {
      disabledSupport: true,
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "refactor"] } },
    },
  },
};

describe("refactorings", () => {
  let client: Awaited<ReturnType<typeof Client.start>>;
  afterEach(() => client.stop());

  const ask = (line: number, character: number, only?: string[]): Promise<CodeAction[]> => {
    const position = { line, character };
    return client.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    });
  };

  it("move the service at whose name or ports one asks, in one edit of the version that was seen", async () => {
    client = await Client.start(explaining);
    await client.open(uri, text);
    for (const [line, character] of [
      [1, 3],
      [3, 14],
    ] as const) {
      const [move, ...more] = await ask(line, character, ["refactor"]);
      expect([move?.title, move?.kind, more]).toEqual(["Move web to the host network", "refactor.rewrite", []]);
      expect(move?.edit?.documentChanges).toEqual([
        {
          textDocument: { uri, version: 1 },
          edits: [
            {
              range: { start: { line: 3, character: 4 }, end: { line: 3, character: 22 } },
              newText: "network_mode: host",
            },
          ],
        },
      ]);
    }
    expect(await ask(2, 12, ["refactor"])).toEqual([]);
  });

  it("say why one cannot be made to who asks for them, where the editor can show it", async () => {
    client = await Client.start(explaining);
    await client.open(uri, text);
    expect(await ask(4, 3)).toEqual([]);
    expect(await ask(4, 3, ["refactor"])).toMatchObject([
      { disabled: { reason: "db has replicas, which cannot share the ports of one host." } },
    ]);
    await client.stop();
    client = await Client.start(pulling);
    await client.open(uri, text);
    expect(await ask(4, 3, ["refactor"])).toEqual([]);
  });
});
