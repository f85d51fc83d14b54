import {
  FileChangeType,
  type RegistrationParams,
  type UnregistrationParams,
} from "vscode-languageserver-protocol/node";
import { describe, expect, it } from "vitest";
import { checkWorkspaceMethod, type CheckWorkspaceResult } from "../../shared/protocol";
import { Client, composeText, pulling } from "./client";
import { bridged, workspaceSession } from "./workspaceSession";

describe("findings of the files of a workspace that are not open, by the setting and the command", () => {
  const session = workspaceSession();
  const { changed, codes, isHeld, path, start, write } = session;

  it("are none unless the setting wants them, and follow the setting", async () => {
    write("ws/compose.yaml", composeText);
    const pulled = await start(pulling, null);
    const next = pulled.ask();
    expect(await isHeld(next)).toBe(true);
    const set = (check: string): Promise<void> => {
      session.client.compose = { check };
      return session.client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
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
    session.client = await Client.start(dynamic, path("ws"));
    session.client.connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
      for (const { id, method, registerOptions } of registrations) {
        if (method === "textDocument/diagnostic") told.push([id, registerOptions]);
      }
      return null;
    });
    session.client.connection.onRequest("client/unregisterCapability", ({ unregisterations }: UnregistrationParams) => {
      for (const { id, method } of unregisterations) told.push([id, method]);
      return null;
    });
    const { diagnosticProvider } = (session.client as Awaited<ReturnType<typeof Client.start>>).result.capabilities;
    const options = { identifier: "hostside", interFileDependencies: true };
    const first = { ...options, workspaceDiagnostics: false, documentSelector: null, id: "hostside-findings-0" };
    expect(diagnosticProvider).toEqual(first);
    for (const check of ["workspace", "workspace", "openFiles"]) {
      const before = session.client.refreshes;
      session.client.compose = { check };
      await session.client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await session.client.until(() => session.client.refreshes > before);
      await session.client.items("file:///none.yaml");
    }
    while (told.length < 4) await session.client.items("file:///none.yaml");
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
    const check = (): Promise<CheckWorkspaceResult> => session.client.connection.sendRequest(checkWorkspaceMethod);
    const counted = { files: 2, findings: { error: 0, warning: 1, information: 0, hint: 0 }, unreadable: [] };
    expect(await check()).toEqual(counted);
    expect(session.client.published.filter(({ diagnostics }) => diagnostics.length > 0)).toHaveLength(1);
    session.client.compose = { check: "workspace" };
    await session.client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await pulled.ask();
    await session.client.until(() => session.client.published.at(-1)?.diagnostics.length === 0);
    expect(codes(pulled, "ws/compose.yaml")).toEqual(["host-ports-discarded"]);
    const before = session.client.published.length;
    write("ws/a/compose.yaml", composeText);
    const next = pulled.ask();
    expect(await check()).toEqual({ ...counted, findings: { ...counted.findings, warning: 1 } });
    await changed("ws/a/compose.yaml", FileChangeType.Changed);
    await next;
    expect(codes(pulled, "ws/a/compose.yaml")).toEqual(["host-ports-discarded"]);
    expect(session.client.published).toHaveLength(before);
  });
});
