import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type DidChangeWatchedFilesRegistrationOptions,
  FileChangeType,
  ResponseError,
} from "vscode-languageserver-protocol/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Client, composeText, pulling } from "./client";

const watching: ClientCapabilities = {
  ...pulling,
  workspace: {
    ...pulling.workspace,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
  },
};
const pushed: ClientCapabilities = { workspace: { configuration: true, workspaceFolders: true } };
const bridged = composeText.replace("    network_mode: host\n", "");

describe("what the built server hears of, in every state", () => {
  let root: string;
  let client: Client;
  const path = (name: string): string => join(root, name);
  const uriOf = (name: string): string => pathToFileURL(path(name)).href;
  const write = (name: string, text: string): void => {
    mkdirSync(join(path(name), ".."), { recursive: true });
    writeFileSync(path(name), text);
  };
  const codes = async (uri: string): Promise<unknown[]> => (await client.items(uri)).map(({ code }) => code);
  const patterns = (): unknown[] =>
    client.registrations
      .filter(({ method }) => method === "workspace/didChangeWatchedFiles")
      .flatMap(({ registerOptions }) => (registerOptions as DidChangeWatchedFilesRegistrationOptions).watchers)
      .map(({ globPattern }) => globPattern);
  const changed = (name: string): Promise<void> =>
    client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf(name), type: FileChangeType.Changed }],
    });
  /** `ws/compose.yaml` includes a file of another ending and one outside, which is told to be another in the end. */
  const including = "include:\n  - base.conf\n  - ../other/x[1].yml\nservices: {}\n";
  const extending = `services:\n  web:\n    extends: { file: base.conf, service: web }\n    ports: ["8080:80"]\n`;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "hostside-heard-"));
    write("ws/base.conf", bridged);
    write("other/x[1].yml", "services: {}\n");
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    rmSync(root, { recursive: true });
  });

  it("asks to be told of what a project took, wherever it is and whatever its name", async () => {
    client = await Client.start(watching, path("ws"));
    await client.open(uriOf("ws/compose.yaml"), including);
    await client.items(uriOf("ws/compose.yaml"));
    await client.until(() => patterns().length >= 5);
    // In the order in which the disk answered.
    expect(new Set(patterns())).toEqual(
      new Set([
        "**/*.{yml,yaml}",
        "**/{.env,*.env,.env.*}",
        { baseUri: uriOf("ws"), pattern: "base.conf" },
        { baseUri: uriOf("other"), pattern: "x[[]1[]].yml" },
        { baseUri: uriOf("other"), pattern: ".env" },
      ]),
    );
    await client.items(uriOf("ws/compose.yaml"));
    expect(patterns()).toHaveLength(5);
  });

  it("reads anew what it is told of, and asks for nothing where nothing that it knows changed", async () => {
    client = await Client.start(watching, path("ws"));
    await client.open(uriOf("ws/compose.yaml"), extending);
    expect(await codes(uriOf("ws/compose.yaml"))).toEqual([]);
    write("ws/base.conf", composeText);
    await changed("ws/unknown.yml");
    await changed("ws/base.conf");
    await client.until(() => client.refreshes > 0);
    expect(await codes(uriOf("ws/compose.yaml"))).toContain("host-ports-discarded");
    expect(client.refreshes).toBe(1);
  });

  it.each([
    ["is saved", "save"],
    ["is opened", "open"],
  ])("looks again where nobody tells of files and a document %s", async (_, how) => {
    client = await Client.start(pulling, path("ws"));
    await client.open(uriOf("ws/compose.yaml"), extending);
    expect(await codes(uriOf("ws/compose.yaml"))).toEqual([]);
    write("ws/base.conf", composeText);
    // The same second and the same size are no hiding place.
    utimesSync(path("ws/base.conf"), 1, 1);
    if (how === "save") {
      await client.connection.sendNotification("textDocument/didSave", {
        textDocument: { uri: uriOf("ws/compose.yaml") },
      });
    } else await client.open(uriOf("other/compose.yaml"), "services: {}\n");
    expect(await codes(uriOf("ws/compose.yaml"))).toContain("host-ports-discarded");
    await client.until(() => client.refreshes === 1);
  });

  it("lets a document go that is closed while it is parsed", async () => {
    client = await Client.start(pulling, path("ws"));
    const uri = uriOf("ws/base.conf");
    const services = Array.from({ length: 8000 }, (_, index) => `  s${index}:\n    image: nginx\n`).join("");
    await client.open(uri, `${composeText}${services}`, "dockercompose");
    const asked = client.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      context: { diagnostics: [] },
    });
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    expect(await asked).toEqual([]);
    await client.open(uriOf("ws/compose.yaml"), extending);
    // The editor's text had host mode, the disk has not.
    expect(await codes(uriOf("ws/compose.yaml"))).toEqual([]);
  });

  it("lives on where the client does not ask anew", async () => {
    client = await Client.start(pulling, path("ws"));
    client.onRefresh = () => new ResponseError(-32601, "no such method");
    await client.open(uriOf("ws/compose.yaml"), extending);
    await client.items(uriOf("ws/compose.yaml"));
    await changed("ws/base.conf");
    await client.until(() => client.refreshes === 1);
    expect(await codes(uriOf("ws/compose.yaml"))).toEqual([]);
  });

  it("asks for folders and settings again where the client could not say them", async () => {
    client = await Client.start(pulling, path("ws"));
    const fails = () => new ResponseError(-32603, "not now");
    client.onFolders = fails;
    client.onConfiguration = fails;
    client.settings = { "host-ports-discarded": "off" };
    await client.open(uriOf("ws/compose.yaml"), composeText);
    expect(await codes(uriOf("ws/compose.yaml"))).toContain("host-ports-discarded");
    client.onFolders = () => undefined;
    client.onConfiguration = () => [client.settings, client.compose];
    expect(await codes(uriOf("ws/compose.yaml"))).toEqual([]);
  });

  it("takes a folder that is on no disk for none", async () => {
    client = await Client.start(pulling, path("ws"));
    client.onFolders = () => [
      { uri: "file://elsewhere/share", name: "share" },
      { uri: "vscode-vfs://x/y", name: "y" },
    ];
    await client.open(uriOf("ws/compose.yaml"), composeText);
    expect(await codes(uriOf("ws/compose.yaml"))).toContain("host-ports-discarded");
  });

  it("does not send what it found with older settings after what it found with newer ones", async () => {
    client = await Client.start(pushed, path("ws"));
    let answerFirst: (answer: unknown) => void = () => undefined;
    const first = new Promise((resolve) => (answerFirst = resolve));
    let asked = 0;
    client.onConfiguration = () => {
      asked += 1;
      return asked === 1 ? first : [{ "host-ports-discarded": "off" }, {}];
    };
    await client.open(uriOf("ws/compose.yaml"), composeText);
    while (asked === 0) await new Promise((resolve) => setImmediate(resolve));
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.published.length > 0);
    answerFirst([{}, {}]);
    // The answer is on its way before the next message is.
    await new Promise((resolve) => setImmediate(resolve));
    // Another document's findings come after whatever was still under way for the first.
    await client.open(uriOf("ws/other.yaml"), composeText);
    await client.until(() => client.published.some(({ uri }) => uri === uriOf("ws/other.yaml")));
    const last = client.published.findLast(({ uri }) => uri === uriOf("ws/compose.yaml"));
    expect(last?.diagnostics).toEqual([]);
  });

  it("stops checking the workspace when nobody waits any longer", async () => {
    for (let index = 0; index < 400; index++) write(`ws/${index}/compose.yaml`, composeText);
    client = await Client.start(pushed, path("ws"));
    const cancellation = new CancellationTokenSource();
    const checking = client.connection.sendRequest("hostside/checkWorkspace", undefined, cancellation.token);
    await client.until(() => client.published.length > 0);
    cancellation.cancel();
    await expect(checking).rejects.toThrow("no longer asked");
    expect(client.published.length).toBeLessThan(400);
  });
});
