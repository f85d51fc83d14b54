import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { Hover } from "vscode-languageserver-protocol/node";
import { Client, composeText, pulling } from "./client";

describe("hovers of the built language server", () => {
  let client: Awaited<ReturnType<typeof Client.start>>;
  const folder = mkdtempSync(join(tmpdir(), "hostside-hover-"));
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });
  const hover = (uri: string, line: number, character: number): Promise<Hover | null> =>
    client.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position: { line, character } });

  it("are Markdown with the range of the word, know the other files, follow what is typed, and are none elsewhere", async () => {
    client = await Client.start(pulling, folder);
    expect(client.result.capabilities.hoverProvider).toBe(true);
    writeFileSync(join(folder, "compose.override.yaml"), 'services:\n  api:\n    image: x\n    ports: ["80:8000"]\n');
    const uri = pathToFileURL(join(folder, "compose.yaml")).href;
    await client.open(uri, composeText);
    const port = await hover(uri, 5, 12);
    expect(port?.range).toEqual({ start: { line: 5, character: 9 }, end: { line: 5, character: 16 } });
    expect(port?.contents).toMatchObject({ kind: "markdown" });
    expect(JSON.stringify(port?.contents)).toContain("Also claimed by `api` in `compose.override.yaml:4`");
    expect(await hover(uri, 2, 6)).toBeNull();
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: { line: 3, character: 18 }, end: { line: 3, character: 22 } }, text: "none" }],
    });
    expect(JSON.stringify(await hover(uri, 3, 20))).toContain("**No network**");
    await client.open("file:///p/chart.yaml", "apiVersion: v1\nservices:\n  web:\n    network_mode: host\n");
    expect(await hover("file:///p/chart.yaml", 3, 20)).toBeNull();
  });
});
