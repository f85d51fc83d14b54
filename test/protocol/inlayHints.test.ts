import { afterEach, describe, expect, it } from "vitest";
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

  it("stand behind their words, each kind unless it is off, and are asked for again when a setting changes", async () => {
    const refreshing = { ...pulling.workspace, inlayHint: { refreshSupport: true } };
    client = await Client.start({ ...pulling, workspace: refreshing });
    let refreshes = 0;
    client.connection.onRequest("workspace/inlayHint/refresh", () => {
      refreshes += 1;
      return null;
    });
    expect(client.result.capabilities.inlayHintProvider).toBe(true);
    await client.open(uri, `${composeText}  db: { image: x }\n`);
    expect((await hints())?.map(({ position, label }) => [position, label])).toEqual([
      [{ line: 5, character: 17 }, "listens on 80"],
      [{ line: 6, character: 5 }, "default network"],
    ]);
    client.compose = { inlayHints: { listens: false } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    expect((await hints())?.map(({ label }) => label)).toEqual(["default network"]);
    expect(refreshes).toBeGreaterThan(0);
  });
});
