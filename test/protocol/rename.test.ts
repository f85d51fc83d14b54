import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ClientCapabilities,
  type DocumentHighlight,
  LSPErrorCodes,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { composeShownMethod, peersMethod, renameMethod, renamePlaceMethod } from "../../shared/protocol";
import { Client, pulling } from "./client";

const compose = `services:
  db:
    image: postgres:16
  web:
    image: nginx
    depends_on: [db]
    environment: { URL: "postgres://db:5432" }
volumes:
  data:
`;
const override = "services:\n  db: { ports: ['5432:5432'] }\n";

const editing: ClientCapabilities = {
  ...pulling,
  textDocument: { ...pulling.textDocument, rename: { prepareSupport: true } },
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
};
const registering: ClientCapabilities = {
  ...editing,
  textDocument: {
    ...pulling.textDocument,
    rename: { dynamicRegistration: true, prepareSupport: true },
    documentHighlight: { dynamicRegistration: true },
  },
};

describe("renaming over the files of a project", () => {
  let folder: string;
  let client: Awaited<ReturnType<typeof Client.start>>;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const at = (line: number, character: number, more = {}) => ({
    textDocument: { uri: uriOf("compose.yaml") },
    position: { line, character },
    ...more,
  });
  const range = (line: number, start: number, end: number) => ({
    start: { line, character: start },
    end: { line, character: end },
  });
  const rename = (line: number, character: number, newName: string): Promise<WorkspaceEdit | null> =>
    client.connection.sendRequest("textDocument/rename", at(line, character, { newName }));
  const start = async (capabilities: ClientCapabilities): Promise<void> => {
    client = await Client.start(capabilities, folder);
    await client.open(uriOf("compose.yaml"), compose);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hostside-rename-"));
    writeFileSync(join(folder, "compose.yaml"), compose);
    writeFileSync(join(folder, "compose.override.yaml"), override);
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it("changes every reference, and puts words in values to the user", async () => {
    await start(editing);
    expect(client.result.capabilities.renameProvider).toEqual({ prepareProvider: true });
    expect(await client.connection.sendRequest("textDocument/prepareRename", at(5, 18))).toEqual({
      range: range(5, 17, 19),
      placeholder: "db",
    });
    expect(await rename(5, 18, "store")).toEqual({
      documentChanges: [
        {
          textDocument: { uri: uriOf("compose.yaml"), version: 1 },
          edits: [
            { range: range(1, 2, 4), newText: "store" },
            { range: range(5, 17, 19), newText: "store" },
            { range: range(6, 36, 38), newText: "store", annotationId: "hostside.hostNamesInValues" },
          ],
        },
        {
          textDocument: { uri: uriOf("compose.override.yaml"), version: null },
          edits: [{ range: range(1, 2, 4), newText: "store" }],
        },
      ],
      changeAnnotations: {
        "hostside.hostNamesInValues": {
          label: "Host names inside values",
          needsConfirmation: true,
          description: "db becomes store where a value names it as a host",
        },
      },
    });
  });

  it("gives a client that knows no choices all of it as plain changes", async () => {
    await start(pulling);
    const edit = await rename(5, 18, "store");
    expect(edit?.documentChanges).toBeUndefined();
    expect(edit?.changes?.[uriOf("compose.yaml")]).toHaveLength(3);
    expect(edit?.changes?.[uriOf("compose.override.yaml")]).toEqual([{ range: range(1, 2, 4), newText: "store" }]);
  });

  it("leaves what it does not know to others, and refuses with a sentence", async () => {
    await start(editing);
    const prepare = (line: number, character: number) =>
      client.connection.sendRequest("textDocument/prepareRename", at(line, character));
    expect(await prepare(8, 3)).toBeNull();
    expect(await prepare(2, 6)).toBeNull();
    await expect(rename(1, 3, "web")).rejects.toMatchObject({
      code: LSPErrorCodes.RequestFailed,
      message: "There is a service `web` already. Choose another name.",
    });
  });

  it("refuses beside Docker DX by itself: the editor would have that one rename in one document", async () => {
    await start(editing);
    await client.connection.sendNotification(peersMethod, { peers: ["docker.docker"] });
    const shown: unknown[] = [];
    client.connection.onNotification("window/showMessage", (message: unknown) => {
      shown.push(message);
    });
    expect(await rename(1, 3, "web")).toEqual({});
    expect(shown).toEqual([{ type: 1, message: "There is a service `web` already. Choose another name." }]);
  });

  it("answers the command, which depends on no provider", async () => {
    await start(editing);
    expect(await client.connection.sendRequest(renamePlaceMethod, at(5, 18))).toEqual({ name: "db", kind: "service" });
    expect(await client.connection.sendRequest(renamePlaceMethod, at(8, 3))).toBeNull();
    const renamed = await client.connection.sendRequest(renameMethod, at(5, 18, { newName: "store" }));
    expect(renamed).toMatchObject({ places: 4, files: 2, choices: 1 });
    expect(await client.connection.sendRequest(renameMethod, at(5, 18, { newName: "web" }))).toEqual({
      refused: "There is a service `web` already. Choose another name.",
    });
  });

  it("highlights the places in the document, and what it does not know not at all", async () => {
    await start(editing);
    const highlight = (line: number, character: number): Promise<DocumentHighlight[] | null> =>
      client.connection.sendRequest("textDocument/documentHighlight", at(line, character));
    expect(await highlight(5, 18)).toEqual([
      { range: range(1, 2, 4), kind: 3 },
      { range: range(5, 17, 19), kind: 2 },
      { range: range(6, 36, 38), kind: 2 },
    ]);
    expect(await highlight(8, 3)).toBeNull();
  });

  it("is registered while the server runs, and again when a Compose file is shown beside Docker DX", async () => {
    await start(registering);
    const { capabilities } = client.result;
    expect([capabilities.renameProvider, capabilities.documentHighlightProvider]).toEqual([undefined, undefined]);
    const unregistered: string[] = [];
    client.connection.onRequest("client/unregisterCapability", (params: { unregisterations: { method: string }[] }) => {
      unregistered.push(...params.unregisterations.map(({ method }) => method));
      return null;
    });
    const registered = (method: string) => client.registrations.filter((each) => each.method === method).length;
    const both = ["textDocument/rename", "textDocument/documentHighlight"];
    await client.until(() => both.every((method) => registered(method) === 1));
    await client.connection.sendNotification(composeShownMethod);
    // Nobody is there who would be asked instead: what was registered stays. An answer comes after it was heard.
    await client.items(uriOf("compose.yaml"));
    expect(both.map(registered)).toEqual([1, 1]);
    await client.connection.sendNotification(peersMethod, { peers: ["docker.docker"] });
    await client.connection.sendNotification(composeShownMethod);
    await client.until(() => both.every((method) => registered(method) === 2));
    await client.items(uriOf("compose.yaml"));
    await client.items(uriOf("compose.yaml"));
    expect(unregistered.sort()).toEqual([...both].sort());
  });
});
