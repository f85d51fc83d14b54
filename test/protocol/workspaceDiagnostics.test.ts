import { rmSync } from "node:fs";
import { FileChangeType } from "vscode-languageserver-protocol/node";
import { describe, expect, it } from "vitest";
import { composeText } from "./client";
import { bridged, workspaceSession } from "./workspaceSession";

describe("findings of the files of a workspace that are not open", () => {
  const session = workspaceSession();
  const { changed, codes, isHeld, kinds, path, start, uriOf, write } = session;

  it("are those of every project, but not of folders with other people's files", async () => {
    write("ws/compose.yaml", composeText);
    write("ws/a/docker-compose.prod.yml", composeText);
    write("ws/clean/compose.yaml", bridged);
    write("ws/node_modules/x/compose.yaml", composeText);
    write("ws/a/vendor/compose.yaml", composeText);
    write("elsewhere/compose.yaml", composeText);
    write("ws/including/compose.yaml", "include: [part.conf, ../../elsewhere/compose.yaml]\nservices: {}\n");
    write("ws/including/part.conf", composeText.replace("web:", "part:"));
    const pulled = await start();
    await pulled.ask();
    expect([...pulled.items.keys()].sort()).toEqual(
      [
        "ws/a/docker-compose.prod.yml",
        "ws/clean/compose.yaml",
        "ws/compose.yaml",
        "ws/including/compose.yaml",
        "ws/including/part.conf",
      ].map(uriOf),
    );
    expect(codes(pulled, "ws/compose.yaml")).toEqual(["host-ports-discarded"]);
    expect(codes(pulled, "ws/including/part.conf")).toEqual(["host-ports-discarded"]);
    expect(codes(pulled, "ws/clean/compose.yaml")).toEqual([]);
    expect(session.client.published).toEqual([]);
  });

  it("are answered again when an edit changes them, and as unchanged for the other files", async () => {
    write(
      "ws/compose.yaml",
      "services:\n  web:\n    extends: { file: base.yaml, service: web }\n    ports: ['8080:80']\n",
    );
    write("ws/base.yaml", bridged);
    write("ws/other/compose.yaml", composeText);
    const pulled = await start();
    await pulled.ask();
    expect(codes(pulled, "ws/compose.yaml")).toEqual([]);
    const next = pulled.ask();
    expect(await isHeld(next)).toBe(true);
    await session.client.open(uriOf("ws/base.yaml"), bridged);
    const at = { line: 2, character: 0 };
    await session.client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: uriOf("ws/base.yaml"), version: 2 },
      contentChanges: [{ range: { start: at, end: at }, text: "    network_mode: host\n" }],
    });
    await next;
    expect(codes(pulled, "ws/compose.yaml")).toEqual(["host-ports-discarded"]);
    expect(kinds(pulled)).toEqual({ "ws/compose.yaml": "full", "ws/other/compose.yaml": "unchanged" });
    // Closed without being saved.
    await session.client.connection.sendNotification("textDocument/didClose", {
      textDocument: { uri: uriOf("ws/base.yaml") },
    });
    await pulled.ask();
    expect(codes(pulled, "ws/compose.yaml")).toEqual([]);
  });

  it("are those of the disk once a file is closed, and none where it is none of the workspace", async () => {
    write("ws/compose.yaml", composeText);
    write("elsewhere/compose.yaml", composeText);
    const pulled = await start();
    await session.client.open(uriOf("ws/compose.yaml"), bridged);
    await session.client.open(uriOf("elsewhere/compose.yaml"), composeText);
    const next = pulled.ask();
    expect(await isHeld(next)).toBe(true);
    for (const name of ["elsewhere", "ws"]) {
      await session.client.connection.sendNotification("textDocument/didClose", {
        textDocument: { uri: uriOf(`${name}/compose.yaml`) },
      });
    }
    await next;
    while (pulled.items.size < 2) await pulled.ask();
    expect(codes(pulled, "ws/compose.yaml")).toEqual(["host-ports-discarded"]);
    expect(codes(pulled, "elsewhere/compose.yaml")).toEqual([]);
  });

  it("go with a file that is deleted, and come with one that is written", async () => {
    write("ws/compose.yaml", composeText);
    write("ws/other/compose.yaml", composeText);
    const pulled = await start();
    await pulled.ask();
    rmSync(path("ws/compose.yaml"));
    await changed("ws/compose.yaml", FileChangeType.Deleted);
    await pulled.ask();
    expect(codes(pulled, "ws/compose.yaml")).toEqual([]);
    expect(pulled.previousResultIds.map(({ uri }) => uri)).toEqual([uriOf("ws/other/compose.yaml")]);
    write("ws/new/compose.yaml", composeText);
    await changed("ws/new/compose.yaml", FileChangeType.Created);
    await pulled.ask();
    expect(codes(pulled, "ws/new/compose.yaml")).toEqual(["host-ports-discarded"]);
    // An override that was looked for, and was not there.
    write("ws/other/compose.override.yaml", "services:\n  web: { network_mode: !reset null }\n");
    await changed("ws/other/compose.override.yaml", FileChangeType.Created);
    await pulled.ask();
    expect(codes(pulled, "ws/other/compose.yaml")).toEqual([]);
    expect(codes(pulled, "ws/other/compose.override.yaml")).toEqual([]);
  });

  it("are those of every folder, and of those alone", async () => {
    write("ws/compose.yaml", composeText);
    write("second/compose.yaml", composeText);
    let folders = ["ws", "second"];
    const pulled = await start();
    session.client.onFolders = () => folders.map((name) => ({ uri: uriOf(name), name }));
    await pulled.ask();
    expect(codes(pulled, "second/compose.yaml")).toEqual(["host-ports-discarded"]);
    folders = ["ws"];
    await session.client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [{ uri: uriOf("second"), name: "second" }] },
    });
    await pulled.ask();
    expect(codes(pulled, "second/compose.yaml")).toEqual([]);
    expect(codes(pulled, "ws/compose.yaml")).toEqual(["host-ports-discarded"]);
    expect(kinds(pulled)).toEqual({ "second/compose.yaml": "full", "ws/compose.yaml": "unchanged" });
  });

  it("are nothing new where an open document is as it was", async () => {
    const uri = uriOf("ws/compose.yaml");
    await start();
    await session.client.open(uri, composeText);
    const first = await session.client.pull(uri);
    const again = (previousResultId: string | undefined): Promise<unknown> =>
      session.client.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
    expect(first).toMatchObject({ kind: "full", resultId: expect.any(String) as string });
    expect(await again(first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    const at = { line: 6, character: 0 };
    const edit = (version: number, text: string): Promise<void> =>
      session.client.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: at, end: at }, text }],
      });
    await edit(2, "\n");
    expect(await again(first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    await edit(3, "  b: { network_mode: host, ports: ['90:90'] }\n");
    expect(await again(first.resultId)).toMatchObject({ kind: "full" });
  });
});
