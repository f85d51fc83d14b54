import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MessageType } from "vscode-languageserver-protocol/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { logLevelMethod } from "../../shared/protocol";
import { version } from "../../package.json";
import { Client, pulling } from "./client";

const text =
  "services:\n  web:\n    image: x:$TAG\n    network_mode: $MODE\n    ports: ['80:80']\n    labels: { key: label-secret }\n";

describe("the log of the built server", () => {
  let folder: string;
  let client: Client;
  const uri = (): string => pathToFileURL(join(folder, "compose.yaml")).href;
  const lines = (type: MessageType): string[] =>
    client.logged.filter((each) => each.type === type).map(({ message }) => message);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hostside-log-"));
    writeFileSync(join(folder, ".env"), "TAG=variable-secret\n");
    writeFileSync(join(folder, "compose.override.yaml"), "services: {}\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("says at info when the server starts and ends, with its version and Node's, and no more", async () => {
    client = await Client.start(pulling, folder);
    await client.open(uri(), text);
    await client.items(uri());
    await client.stop();
    expect(lines(MessageType.Info)).toEqual([
      `The language server ${version} has started on Node.js ${process.version}.`,
      `The language server ${version} ends.`,
    ]);
    expect(lines(MessageType.Debug)).toEqual([]);
  });

  it("says at debug which files were joined and why, once, how long it took, and nothing secret", async () => {
    writeFileSync(join(folder, "compose.yaml"), text);
    client = await Client.start(pulling, folder, [], { logLevel: "debug" });
    await client.open(uri(), text);
    for (let time = 0; time < 2; time++) await client.items(uri());
    const debug = lines(MessageType.Debug);
    expect(debug.filter((line) => line.startsWith("compose.yaml is read in the project"))).toEqual([
      "compose.yaml is read in the project in ., found: compose.yaml (Docker Compose looks for this name in the folder), compose.override.yaml (it is the override file beside the main file)",
    ]);
    expect(debug.filter((line) => /^textDocument\/diagnostic file:.*: \d+ ms$/.test(line))).toHaveLength(2);
    const quiet = debug.filter((line) => line.startsWith("services.web.network_mode is not known; quiet rules: "));
    expect(quiet).toHaveLength(1);
    expect(quiet[0]).toContain("host-ports-discarded");
    expect(JSON.stringify(client.logged)).not.toContain("secret");
    await client.stop();
  });

  it("follows the level that the client sets", async () => {
    client = await Client.start(pulling, folder);
    await client.open(uri(), text);
    await client.items(uri());
    await client.connection.sendNotification(logLevelMethod, { level: "debug" });
    await client.items(uri());
    expect(lines(MessageType.Debug).length).toBeGreaterThan(0);
    const before = client.logged.length;
    await client.connection.sendNotification(logLevelMethod, { level: "error" });
    await client.items(uri());
    expect(client.logged).toHaveLength(before);
    await client.stop();
  });
});
