import { afterEach, describe, expect, it } from "vitest";
import type { ClientCapabilities, CodeAction, WorkspaceEdit } from "vscode-languageserver-protocol/node";
import { type Moved, moveServiceMethod, type MoveServiceParams } from "../../shared/protocol";
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

  const move = (params: Omit<MoveServiceParams, "textDocument">): Promise<Moved<WorkspaceEdit> | null> =>
    client.connection.sendRequest(moveServiceMethod, { textDocument: { uri }, ...params });

  it("move a service by its name with the ports that its container listens on, each change to be confirmed on demand", async () => {
    const { workspace } = pulling;
    const edits = { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: false } };
    client = await Client.start({ ...pulling, workspace: { ...workspace, workspaceEdit: edits } });
    await client.open(uri, "services:\n  web:\n    image: nginx\n    network_mode: host\n");
    const seen = [{ service: "web", ports: [{ port: 8080, protocol: "tcp" as const }] }];
    const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 22 } };
    const change = { range, newText: 'ports:\n      - "8080:8080"' };
    const moved = (edits: object, more: object = {}) => ({
      edit: { documentChanges: [{ textDocument: { uri, version: 1 }, edits: [edits] }], ...more },
      places: 1,
      files: 1,
    });
    expect(await move({ service: "web", to: "own", seen })).toEqual(moved(change));
    expect(await move({ service: "web", to: "own", seen, asks: true })).toEqual(
      moved(
        { ...change, annotationId: "hostside.move" },
        {
          changeAnnotations: {
            "hostside.move": { label: "Move web to its own network", needsConfirmation: true },
          },
        },
      ),
    );
    expect(await move({ service: "web", to: "host" })).toEqual({ refused: "web is in the host's network already." });
    expect(await move({ service: "nobody", to: "host" })).toBeNull();
  });
});
