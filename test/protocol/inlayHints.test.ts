import { afterEach, describe, expect, it, vi } from "vitest";
import type { InlayHint } from "vscode-languageserver-protocol/node";
import { Client, composeText, pulling } from "./client";

describe("inlay hints of the built language server", () => {
  let client: Awaited<ReturnType<typeof Client.start>>;
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });
  const uri = "file:///p/compose.yaml";
  const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
  const hints = (): Promise<InlayHint[] | null> =>
    client.connection.sendRequest("textDocument/inlayHint", { textDocument: { uri }, range });

  const start = async (): Promise<() => number> => {
    const refreshing = { ...pulling.workspace, inlayHint: { refreshSupport: true } };
    client = await Client.start({ ...pulling, workspace: refreshing });
    let refreshes = 0;
    client.connection.onRequest("workspace/inlayHint/refresh", () => {
      refreshes += 1;
      return null;
    });
    return () => refreshes;
  };

  it("stand behind their words, each kind unless it is off, and are asked for again when a setting changes", async () => {
    const refreshes = await start();
    expect(client.result.capabilities.inlayHintProvider).toBe(true);
    await client.open(uri, `${composeText}  db: { image: x }\n`);
    expect((await hints())?.map(({ position, label }) => [position, label])).toEqual([
      [{ line: 5, character: 17 }, "listens on 80"],
      [{ line: 6, character: 5 }, "default network"],
    ]);
    client.compose = { inlayHints: { listens: false } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    expect((await hints())?.map(({ label }) => label)).toEqual(["default network"]);
    expect(refreshes()).toBeGreaterThan(0);
  });

  it("are asked for again after a pause where another file was typed in, which may change them", async () => {
    const refreshes = await start();
    const override = "file:///p/compose.override.yaml";
    await client.open(uri, "services:\n  web: { image: x }\n");
    await client.open(override, "services:\n  web: { image: x }\n");
    expect((await hints())?.map(({ label }) => label)).toEqual(["default network"]);
    const before = refreshes();
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: override, version: 2 },
      contentChanges: [
        { range: { start: { line: 1, character: 9 }, end: { line: 1, character: 17 } }, text: "network_mode: host" },
      ],
    });
    // As an editor does at once for the document that is typed in.
    await client.items(override);
    await vi.waitFor(() => expect(refreshes()).toBeGreaterThan(before), { timeout: 10_000 });
    expect((await hints())?.map(({ label }) => label)).toEqual(["+ network_mode: host (compose.override.yaml)"]);
  });
});
