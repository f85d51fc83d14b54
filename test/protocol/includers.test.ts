import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FileChangeType } from "vscode-languageserver-protocol/node";
import { Client, pulling } from "./client";

const part = "services:\n  db:\n    image: postgres\n    networks: [back]\n    depends_on: [cache]\n";
const includer = `include: [../../parts/db/compose.yaml]
services:
  cache: { image: redis }
networks:
  back:
`;

describe("a file that another one includes, which nobody has read", () => {
  let root: string;
  let client: Client;
  const uriOf = (name: string): string => pathToFileURL(join(root, name)).href;
  const write = (name: string, text: string): void => {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  const codes = async (): Promise<unknown[]> => {
    const items = await client.items(uriOf("parts/db/compose.yaml"));
    return items.map(({ code }) => code);
  };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "hostside-includers-"));
    write("parts/db/compose.yaml", part);
    client = await Client.start(pulling, root);
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    rmSync(root, { recursive: true });
  });

  it("is read with it once it is found elsewhere in the workspace", async () => {
    write("stacks/all/compose.yaml", includer);
    await client.open(uriOf("parts/db/compose.yaml"), part);
    await client.until(() => client.refreshes > 0);
    expect(await codes()).toEqual([]);
  });

  it("is read with one that comes later", async () => {
    await client.open(uriOf("parts/db/compose.yaml"), part);
    expect(await codes()).toEqual(["undefined-network", "undefined-service"]);
    write("stacks/all/compose.yaml", includer);
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf("stacks/all/compose.yaml"), type: FileChangeType.Created }],
    });
    await client.until(() => client.refreshes > 0);
    expect(await codes()).toEqual([]);
  });
});
