import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  CancellationTokenSource,
  type ClientCapabilities,
  FileChangeType,
  LSPErrorCodes,
  type RegistrationParams,
  type UnregistrationParams,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkspaceDiagnosticRequest,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver-protocol/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkWorkspaceMethod, type CheckWorkspaceResult } from "../../shared/protocol";
import { Client, composeText, pulling } from "./client";
import { Pulled } from "./pulled";

const bridged = composeText.replace("    network_mode: host\n", "");

describe("findings of the files of a workspace that are not open", () => {
  let root: string;
  let client: Client;
  const path = (name: string): string => join(root, name);
  const uriOf = (name: string): string => pathToFileURL(path(name)).href;
  const write = (name: string, text: string): void => {
    mkdirSync(join(path(name), ".."), { recursive: true });
    writeFileSync(path(name), text);
  };
  const start = async (
    capabilities: ClientCapabilities = pulling,
    check: unknown = "workspace",
    folders: readonly string[] = ["ws"],
  ): Promise<Pulled> => {
    client = await Client.start(capabilities, path("ws"));
    client.compose = { check };
    client.onFolders = () => folders.map((name) => ({ uri: uriOf(name), name }));
    return new Pulled(client);
  };
  const kinds = (pulled: Pulled): Record<string, string> =>
    Object.fromEntries(pulled.last.map(({ uri, kind }) => [uri.slice(uriOf("").length + 1), kind]));
  const codes = (pulled: Pulled, name: string): unknown[] | undefined => {
    const items = pulled.items.get(uriOf(name));
    return items && [...new Set(items.map(({ code }) => code))];
  };
  const changed = (name: string, type: FileChangeType): Promise<void> =>
    client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(name), type }] });
  /** Whether a request is still open after the server has answered everything that came after it. */
  const isHeld = async (answer: Promise<void>): Promise<boolean> => {
    let isDone = false;
    answer.then(
      () => (isDone = true),
      () => (isDone = true),
    );
    await client.open("untitled:other.yaml", composeText, "dockercompose");
    for (let round = 0; round < 20; round++) await client.items("untitled:other.yaml");
    return !isDone;
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "hostside-workspace-"));
    mkdirSync(path("ws"));
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    rmSync(root, { recursive: true });
  });

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
    expect(client.published).toEqual([]);
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
    await client.open(uriOf("ws/base.yaml"), bridged);
    const at = { line: 2, character: 0 };
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: uriOf("ws/base.yaml"), version: 2 },
      contentChanges: [{ range: { start: at, end: at }, text: "    network_mode: host\n" }],
    });
    await next;
    expect(codes(pulled, "ws/compose.yaml")).toEqual(["host-ports-discarded"]);
    expect(kinds(pulled)).toEqual({ "ws/compose.yaml": "full", "ws/other/compose.yaml": "unchanged" });
    // Closed without being saved.
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: uriOf("ws/base.yaml") } });
    await pulled.ask();
    expect(codes(pulled, "ws/compose.yaml")).toEqual([]);
  });

  it("are those of the disk once a file is closed, and none where it is none of the workspace", async () => {
    write("ws/compose.yaml", composeText);
    write("elsewhere/compose.yaml", composeText);
    const pulled = await start();
    await client.open(uriOf("ws/compose.yaml"), bridged);
    await client.open(uriOf("elsewhere/compose.yaml"), composeText);
    const next = pulled.ask();
    expect(await isHeld(next)).toBe(true);
    for (const name of ["elsewhere", "ws"]) {
      await client.connection.sendNotification("textDocument/didClose", {
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
    client.onFolders = () => folders.map((name) => ({ uri: uriOf(name), name }));
    await pulled.ask();
    expect(codes(pulled, "second/compose.yaml")).toEqual(["host-ports-discarded"]);
    folders = ["ws"];
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [{ uri: uriOf("second"), name: "second" }] },
    });
    await pulled.ask();
    expect(codes(pulled, "second/compose.yaml")).toEqual([]);
    expect(codes(pulled, "ws/compose.yaml")).toEqual(["host-ports-discarded"]);
    expect(kinds(pulled)).toEqual({ "second/compose.yaml": "full", "ws/compose.yaml": "unchanged" });
  });

  it("are none unless the setting wants them, and follow the setting", async () => {
    write("ws/compose.yaml", composeText);
    const pulled = await start(pulling, null);
    const next = pulled.ask();
    expect(await isHeld(next)).toBe(true);
    const set = (check: string): Promise<void> => {
      client.compose = { check };
      return client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    };
    await set("workspace");
    await next;
    expect(codes(pulled, "ws/compose.yaml")).toEqual(["host-ports-discarded"]);
    await set("openFiles");
    await pulled.ask();
    expect(codes(pulled, "ws/compose.yaml")).toEqual([]);
  });

  it("are registered for while the setting wants them, where the client can be told", async () => {
    const dynamic = {
      ...pulling,
      textDocument: { ...pulling.textDocument, diagnostic: { dynamicRegistration: true } },
    };
    const told: [string, unknown][] = [];
    client = await Client.start(dynamic, path("ws"));
    client.connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
      for (const { id, method, registerOptions } of registrations) {
        if (method === "textDocument/diagnostic") told.push([id, registerOptions]);
      }
      return null;
    });
    client.connection.onRequest("client/unregisterCapability", ({ unregisterations }: UnregistrationParams) => {
      for (const { id, method } of unregisterations) told.push([id, method]);
      return null;
    });
    const { diagnosticProvider } = (client as Awaited<ReturnType<typeof Client.start>>).result.capabilities;
    const options = { identifier: "hostside", interFileDependencies: true };
    const first = { ...options, workspaceDiagnostics: false, documentSelector: null, id: "hostside-findings-0" };
    expect(diagnosticProvider).toEqual(first);
    for (const check of ["workspace", "workspace", "openFiles"]) {
      const before = client.refreshes;
      client.compose = { check };
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await client.until(() => client.refreshes > before);
      await client.items("file:///none.yaml");
    }
    while (told.length < 4) await client.items("file:///none.yaml");
    expect(told).toEqual([
      ["hostside-findings-0", "textDocument/diagnostic"],
      ["hostside-findings-1", { ...options, workspaceDiagnostics: true }],
      ["hostside-findings-1", "textDocument/diagnostic"],
      ["hostside-findings-2", { ...options, workspaceDiagnostics: false }],
    ]);
  });

  it("are not shown twice by the command that checks all files", async () => {
    write("ws/compose.yaml", composeText);
    write("ws/a/compose.yaml", bridged);
    const pulled = await start(pulling, "openFiles");
    const check = (): Promise<CheckWorkspaceResult> => client.connection.sendRequest(checkWorkspaceMethod);
    const counted = { files: 2, findings: { error: 0, warning: 1, information: 0, hint: 0 }, unreadable: [] };
    expect(await check()).toEqual(counted);
    expect(client.published.filter(({ diagnostics }) => diagnostics.length > 0)).toHaveLength(1);
    client.compose = { check: "workspace" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await pulled.ask();
    await client.until(() => client.published.at(-1)?.diagnostics.length === 0);
    expect(codes(pulled, "ws/compose.yaml")).toEqual(["host-ports-discarded"]);
    const before = client.published.length;
    write("ws/a/compose.yaml", composeText);
    const next = pulled.ask();
    expect(await check()).toEqual({ ...counted, findings: { ...counted.findings, warning: 1 } });
    await changed("ws/a/compose.yaml", FileChangeType.Changed);
    await next;
    expect(codes(pulled, "ws/a/compose.yaml")).toEqual(["host-ports-discarded"]);
    expect(client.published).toHaveLength(before);
  });

  it("are nothing new where an open document is as it was", async () => {
    const uri = uriOf("ws/compose.yaml");
    await start();
    await client.open(uri, composeText);
    const first = await client.pull(uri);
    const again = (previousResultId: string | undefined): Promise<unknown> =>
      client.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
    expect(first).toMatchObject({ kind: "full", resultId: expect.any(String) as string });
    expect(await again(first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    const at = { line: 6, character: 0 };
    const edit = (version: number, text: string): Promise<void> =>
      client.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: at, end: at }, text }],
      });
    await edit(2, "\n");
    expect(await again(first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    await edit(3, "  b: { network_mode: host, ports: ['90:90'] }\n");
    expect(await again(first.resultId)).toMatchObject({ kind: "full" });
  });

  describe("in many folders", () => {
    const many = 900;
    const progressing: ClientCapabilities = { ...pulling, window: { workDoneProgress: true } };
    /** What the server told of its progress, by kind. */
    const told: string[] = [];
    const follow = (onReport: (token: string | number) => void): void => {
      told.length = 0;
      client.connection.onRequest("window/workDoneProgress/create", ({ token }: { token: string | number }) => {
        client.connection.onProgress(WorkDoneProgress.type, token, (value) => {
          told.push(value.kind);
          if (value.kind === "report") onReport(token);
        });
        return null;
      });
    };
    beforeEach(() => {
      for (let index = 0; index < many; index++) write(`ws/${index}/compose.yaml`, composeText);
    });

    it("come in parts, with progress, behind what is asked of a small document", { timeout: 60_000 }, async () => {
      const pulled = await start(progressing);
      follow(() => undefined);
      await client.open("untitled:small.yaml", composeText, "dockercompose");
      const parts: number[] = [];
      let answersWhileBusy = 0;
      client.connection.onProgress(WorkspaceDiagnosticRequest.partialResult, "parts", ({ items }) => {
        parts.push(items.length);
        pulled.take(items);
      });
      let isDone = false;
      const params = { identifier: "hostside", previousResultIds: [], partialResultToken: "parts" };
      const answer = client.connection
        .sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", params)
        .finally(() => (isDone = true));
      while (!isDone) {
        expect(await client.items("untitled:small.yaml")).toHaveLength(2);
        answersWhileBusy += 1;
      }
      expect((await answer).items).toEqual([]);
      expect(pulled.items.size).toBe(many);
      expect(parts.length).toBeGreaterThan(many / 32);
      expect(answersWhileBusy).toBeGreaterThan(10);
      expect(told[0]).toBe("begin");
      expect(told.filter((kind) => kind === "report").length).toBeGreaterThan(10);
      await client.until(() => told.at(-1) === "end");
    });

    it("are left where they are when nobody asks any more, and come with the next request", async () => {
      const pulled = await start(progressing);
      const cancellation = new CancellationTokenSource();
      let reports = 0;
      follow(() => {
        reports += 1;
        cancellation.cancel();
      });
      await expect(pulled.ask(cancellation.token)).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
      await client.until(() => told.at(-1) === "end");
      // One for each percent where nobody ends it.
      expect(reports).toBeLessThan(99);
      await pulled.ask();
      expect(pulled.items.size).toBe(many);
    });

    it("are no more looked for once the user ends it, and again with the command", async () => {
      const pulled = await start(progressing);
      follow((token) => {
        void client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
      });
      await pulled.ask();
      expect(pulled.items.size).toBeGreaterThan(0);
      expect(pulled.items.size).toBeLessThan(many);
      const next = pulled.ask();
      expect(await isHeld(next)).toBe(true);
      follow(() => undefined);
      await client.connection.sendRequest(checkWorkspaceMethod);
      await next;
      expect(pulled.items.size).toBe(many);
    });
  });
});
