import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  LSPErrorCodes,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import {
  checkWorkspaceMethod,
  servicesMethod,
  type CheckWorkspaceResult,
  type ServicePlace,
  type EngineFactsMessage,
  engineFactsMethod,
} from "../../server/src/protocol";

const server = new URL("../../dist/server.js", import.meta.url).pathname;
const composeText = `services:
  web:
    image: nginx
    network_mode: host
    ports:
      - "8080:80"
`;

/** A client of the built server over stdio, with what the server sent to it. */
class Client {
  readonly published: PublishDiagnosticsParams[] = [];
  private waiting: (() => void)[] = [];
  settings: unknown = {};
  refreshes = 0;
  compose: unknown = {};

  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {}

  static async start(
    capabilities: ClientCapabilities,
    folder?: string,
  ): Promise<Client & { result: InitializeResult }> {
    const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new Client(child, connection);
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      client.published.push(params);
      client.waiting.splice(0).forEach((resume) => resume());
    });
    connection.onRequest("workspace/configuration", () => [client.settings, client.compose]);
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("workspace/diagnostic/refresh", () => {
      client.refreshes += 1;
      client.waiting.splice(0).forEach((resume) => resume());
      return null;
    });
    connection.onRequest("workspace/workspaceFolders", () => workspaceFolders);
    const workspaceFolders = folder === undefined ? null : [{ uri: pathToFileURL(folder).href, name: "folder" }];
    connection.listen();
    const result = await connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities,
      workspaceFolders,
    });
    await connection.sendNotification("initialized", {});
    return Object.assign(client, { result });
  }

  async open(uri: string, text: string, languageId = "yaml"): Promise<void> {
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  pull(uri: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
  }

  async items(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === "full" ? report.items : [];
  }

  /** Waits for a message that makes the condition true; the test's own time-out ends the wait. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resume) => this.waiting.push(resume));
  }

  async stop(): Promise<number | null> {
    const exit = new Promise<number | null>((resolve) => this.process.once("exit", resolve));
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const code = await exit;
    this.connection.dispose();
    return code;
  }
}

const pulling: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
  },
};

describe("the built language server over stdio", () => {
  let client: Awaited<ReturnType<typeof Client.start>>;
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });

  it("is pulled, and says what the contract says", async () => {
    client = await Client.start(pulling);
    expect(client.result.capabilities.diagnosticProvider).toMatchObject({ identifier: "hostside" });
    await client.open("file:///p/compose.yaml", composeText);
    const [fade, finding, ...rest] = await client.items("file:///p/compose.yaml");
    expect(rest).toEqual([]);
    expect(finding).toEqual({
      range: { start: { line: 5, character: 8 }, end: { line: 5, character: 17 } },
      severity: 2,
      source: "hostside",
      code: "host-ports-discarded",
      codeDescription: { href: expect.stringMatching(/docs\/rules\/host-ports-discarded\.md$/) as string },
      message:
        "Docker discards published ports in host mode: web listens on 80 itself, not on 8080. Remove `ports`, or leave host mode.",
      relatedInformation: [
        {
          location: {
            uri: "file:///p/compose.yaml",
            range: { start: { line: 3, character: 18 }, end: { line: 3, character: 22 } },
          },
          message: "web runs in the host's network namespace",
        },
      ],
    });
    expect(fade).toMatchObject({ severity: 4, tags: [1], range: { start: { line: 4, character: 4 } } });
    expect(client.published).toEqual([]);
  });

  it("pushes to a client that does not pull, follows edits and clears on close", async () => {
    client = await Client.start({});
    const uri = "file:///p/compose.yaml";
    await client.open(uri, composeText);
    await client.until(() => client.published.length === 1);
    expect(client.published[0]).toMatchObject({ uri, version: 1 });
    expect(client.published[0]?.diagnostics).toHaveLength(2);
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 3, character: 18 }, end: { line: 3, character: 22 } }, text: "bridge" },
      ],
    });
    await client.until(() => client.published.length === 2);
    expect(client.published[1]).toEqual({ uri, version: 2, diagnostics: [] });
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    await client.until(() => client.published.length === 3);
    expect(client.published[2]?.diagnostics).toEqual([]);
  });

  it("knows a Compose file by name, by language or by content, and leaves others alone", async () => {
    client = await Client.start(pulling);
    const expected: [string, string, string, number][] = [
      ["file:///p/docker-compose.prod.yml", "yaml", composeText, 2],
      ["file:///p/stack.yaml", "yaml", composeText, 2],
      ["file:///p/whatever", "dockercompose", composeText, 2],
      ["untitled:Untitled-1", "yaml", composeText, 2],
      ["file:///p/chart.yaml", "yaml", `apiVersion: v1\n${composeText}`, 0],
      ["file:///p/ci.yml", "yaml", composeText.replace("services:", "jobs:"), 0],
    ];
    for (const [uri, languageId, text, count] of expected) {
      await client.open(uri, text, languageId);
      expect(await client.items(uri), uri).toHaveLength(count);
    }
  });

  it("offers quick fixes for the version that it saw", async () => {
    client = await Client.start(pulling);
    const uri = "file:///p/compose.yaml";
    await client.open(uri, composeText);
    const range = { start: { line: 5, character: 10 }, end: { line: 5, character: 10 } };
    const ask = (only?: string[]): Promise<CodeAction[]> =>
      client.connection.sendRequest("textDocument/codeAction", {
        textDocument: { uri },
        range,
        context: { diagnostics: [], ...(only ? { only } : {}) },
      });
    const actions = await ask(["quickfix"]);
    expect(actions.map(({ title, isPreferred }) => [title, isPreferred])).toEqual([
      ["Remove `ports` of web", true],
      ["Leave host mode: remove `network_mode` of web", false],
      ["Silence host-ports-discarded here with a comment", undefined],
    ]);
    expect(actions[2]?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri, version: 1 },
        edits: [
          {
            range: { start: { line: 5, character: 0 }, end: { line: 5, character: 0 } },
            newText: "      # hostside-ignore host-ports-discarded\n",
          },
        ],
      },
    ]);
    const [all, ...more] = await ask(["source.fixAll"]);
    expect([all?.kind, all?.edit, more]).toEqual(["source.fixAll.hostside", actions[0]?.edit, []]);
    expect(actions[0]?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri, version: 1 },
        edits: [{ range: { start: { line: 4, character: 0 }, end: { line: 6, character: 0 } }, newText: "" }],
      },
    ]);
    expect(await ask(["refactor"])).toEqual([]);
  });

  it("follows changed settings without a restart", async () => {
    client = await Client.start(pulling);
    const uri = "file:///p/compose.yaml";
    await client.open(uri, composeText);
    expect((await client.items(uri)).map(({ severity }) => severity)).toEqual([4, 2]);
    client.settings = { "host-ports-discarded": "error", "no-such-rule": "error" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 1);
    expect((await client.items(uri)).map(({ severity }) => severity)).toEqual([4, 1]);
    client.settings = { "host-ports-discarded": "off" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 2);
    expect(await client.items(uri)).toEqual([]);
  });

  it("says what host mode means on the engine that the client tells of, else on the one that the setting names", async () => {
    client = await Client.start(pulling);
    const uri = "file:///p/compose.yaml";
    const codes = async (): Promise<unknown[]> => (await client.items(uri)).map(({ code }) => code);
    await client.open(uri, "services:\n  web: { image: x, network_mode: host }\n");
    expect(await codes()).toEqual([]);
    client.compose = { engine: "windows" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 1);
    expect(await codes()).toEqual(["host-on-windows"]);
    const facts: EngineFactsMessage = {
      os: "linux",
      desktop: false,
      rootless: true,
      usernsRemap: false,
      swarm: "none",
      version: "28.5.2",
      apiVersion: "1.51",
    };
    await client.connection.sendNotification(engineFactsMethod, facts);
    await client.until(() => client.refreshes === 2);
    expect(await codes()).toEqual(["host-on-rootless"]);
    await client.connection.sendNotification(engineFactsMethod, { ...facts, version: "29.5.0" });
    await client.until(() => client.refreshes === 3);
    expect(await codes()).toEqual([]);
    await client.connection.sendNotification(engineFactsMethod, null);
    await client.until(() => client.refreshes === 4);
    expect(await codes()).toEqual(["host-on-windows"]);
  });

  it("takes the files for docker stack deploy where the setting says so, and no longer where it does not", async () => {
    client = await Client.start(pulling);
    const uri = "file:///p/compose.yaml";
    const codes = async (): Promise<unknown[]> => (await client.items(uri)).map(({ code }) => code);
    await client.open(uri, composeText);
    expect(new Set(await codes())).toEqual(new Set(["host-ports-discarded"]));
    client.compose = { deployedWith: "stack" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 1);
    expect(await codes()).toEqual(["stack-ignores-network-mode"]);
    client.compose = {};
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 2);
    expect(new Set(await codes())).toEqual(new Set(["host-ports-discarded"]));
  });

  it("joins the files that the setting names, and lets the environment in where it says so", async () => {
    const uri = "file:///p/base.yaml";
    client = await Client.start(pulling, "/p");
    await client.open("file:///p/prod.yaml", "services:\n  web: { network_mode: host }\n");
    await client.open(uri, 'services:\n  web: { image: x, ports: ["80:80", "${HOSTSIDE_NOT_SET:-8080}:81"] }\n');
    expect(await client.items("file:///p/prod.yaml")).toEqual([]);
    client.compose = { projects: [{ files: ["base.yaml", "prod.yaml"] }], useEnvironment: true };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.refreshes === 1);
    const codes = (await client.items("file:///p/prod.yaml")).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["host-ports-discarded"]));
  });

  it("does not look at what is no longer asked, and answers for another file meanwhile", async () => {
    client = await Client.start(pulling);
    const large = Array.from(
      { length: 3000 },
      (_, at) => `  web${at}: { image: x, network_mode: host, ports: ["${at + 1}:${at + 1}"] }\n`,
    );
    await client.open("file:///p/compose.yaml", `services:\n${large.join("")}`);
    await client.open("file:///q/compose.yaml", composeText);
    const order: string[] = [];
    const withdrawn = new CancellationTokenSource();
    const params = { textDocument: { uri: "file:///p/compose.yaml" } };
    const cancelled = client.connection.sendRequest("textDocument/diagnostic", params, withdrawn.token);
    withdrawn.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await Promise.all([
      client.items("file:///p/compose.yaml").then((items) => order.push(`large: ${items.length > 0}`)),
      client.items("file:///q/compose.yaml").then((items) => order.push(`small: ${items.length > 0}`)),
    ]);
    expect(order).toEqual(["small: true", "large: true"]);
  });

  it("checks the files of the workspace, open or not, and survives the ones that cannot be read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hostside-protocol-"));
    try {
      writeFileSync(join(folder, "compose.yaml"), composeText);
      writeFileSync(join(folder, "compose.binary.yaml"), Buffer.from([0, 1, 2, 255]));
      writeFileSync(join(folder, "compose.empty.yaml"), "");
      writeFileSync(join(folder, "unrelated.yaml"), composeText);
      client = await Client.start(pulling, folder);
      const result = await client.connection.sendRequest<CheckWorkspaceResult>(checkWorkspaceMethod);
      expect(result).toEqual({
        files: 2,
        findings: { error: 0, warning: 1, information: 0, hint: 0 },
        unreadable: [{ uri: pathToFileURL(join(folder, "compose.binary.yaml")).href, reason: "it is a binary file" }],
      });
      const uri = pathToFileURL(join(folder, "compose.yaml")).href;
      expect(client.published.filter(({ diagnostics }) => diagnostics.length > 0).map((each) => each.uri)).toEqual([
        uri,
      ]);
      await client.open(uri, composeText);
      await client.until(
        () => client.published.at(-1)?.uri === uri && client.published.at(-1)?.diagnostics.length === 0,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("answers for broken, empty and binary text without an error", async () => {
    client = await Client.start(pulling);
    const texts = [
      "",
      "\u0000\u0001",
      "services:\n  web:\n    ports: [",
      "services: *nowhere",
      "\ufeff",
      "{{ template }}",
    ];
    for (const [index, text] of texts.entries()) {
      await client.open(`file:///p${index}/compose.yaml`, text);
      expect(await client.items(`file:///p${index}/compose.yaml`)).toEqual([]);
    }
    await client.open("file:///after/compose.yaml", composeText);
    expect(await client.items("file:///after/compose.yaml")).toHaveLength(2);
  });

  it("tells where a Compose file's services stand, and none for another document", async () => {
    client = await Client.start(pulling);
    await client.open(
      "file:///p/compose.yaml",
      "name: p\nservices:\n  web:\n    image: a\n  'the db':\n    image: b\n",
    );
    await client.open("file:///p/values.yaml", "services:\n  web: 1\n");
    const places = (uri: string): Promise<ServicePlace[]> =>
      client.connection.sendRequest(servicesMethod, { textDocument: { uri } });
    expect(await places("file:///p/compose.yaml")).toEqual([
      { name: "web", range: { start: { line: 2, character: 2 }, end: { line: 2, character: 5 } } },
      { name: "the db", range: { start: { line: 4, character: 2 }, end: { line: 4, character: 10 } } },
    ]);
    expect(await places("file:///p/values.yaml")).toEqual([]);
    expect(await places("file:///p/unknown.yaml")).toEqual([]);
  });
});
