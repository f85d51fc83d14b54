import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SymbolInformation } from "vscode-languageserver-protocol/node";
import { Client, pulling } from "./client";

describe("workspace symbols of the built language server", () => {
  let client: Awaited<ReturnType<typeof Client.start>>;
  let folder: string;
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const symbols = async (query: string): Promise<string[]> => {
    const found = await client.connection.sendRequest<SymbolInformation[] | null>("workspace/symbol", { query });
    return (found ?? []).map(
      ({ name, containerName = "", location: { uri, range } }) =>
        `${name} (${containerName}) ${uri.slice(pathToFileURL(folder).href.length + 1)}:${range.start.line + 1}:${range.start.character + 1}`,
    );
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hostside-symbols-"));
    for (const name of ["a", "b", "node_modules"]) mkdirSync(join(folder, name));
    write("a/compose.yaml", "services:\n  web: { image: x }\n  job: { image: x, network_mode: service:web }\n");
    write("a/compose.override.yaml", "services:\n  web: { network_mode: host }\n");
    write("b/compose.yaml", "services:\n  web2: { image: x }\nnetworks:\n  wide: { internal: true }\n");
    write("node_modules/compose.yaml", "services:\n  web9: { image: x }\n");
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  it("are services with their effective mode and networks, of all files of the workspace, opened or not", async () => {
    client = await Client.start(pulling, folder);
    expect(client.result.capabilities.workspaceSymbolProvider).toBe(true);
    expect(await symbols("w")).toEqual([
      "web (host mode) a/compose.override.yaml:2:3",
      "web (host mode) a/compose.yaml:2:3",
      "web2 (default network) b/compose.yaml:2:3",
      "wide (internal) b/compose.yaml:4:3",
    ]);
    expect(await symbols("JB")).toEqual(["job (shares the network of web) a/compose.yaml:3:3"]);
    expect(await symbols("web9")).toEqual([]);
  });

  it("follow what is typed, in the files of the same project too, and files that come", async () => {
    client = await Client.start(pulling, folder);
    await symbols("");
    await client.open(uriOf("a/compose.override.yaml"), "services:\n  web: { network_mode: none }\n");
    expect(await symbols("web")).toContain("web (no network) a/compose.yaml:2:3");
    write("b/compose.override.yaml", "services:\n  later: { image: x }\n");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf("b/compose.override.yaml"), type: 1 }],
    });
    expect(await symbols("later")).toEqual(["later (default network) b/compose.override.yaml:2:3"]);
  });
});
