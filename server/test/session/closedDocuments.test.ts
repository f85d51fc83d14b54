import { PassThrough } from "node:stream";
import {
  createConnection,
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { afterEach, describe, expect, it } from "vitest";
import { serve } from "../../src/server";
import { MemoryFiles } from "../projectFiles";

/** Notes which files the disk is asked about. */
class WatchedFiles extends MemoryFiles {
  readonly looks: string[] = [];

  override look(path: string): ReturnType<MemoryFiles["look"]> {
    this.looks.push(path);
    return super.look(path);
  }
}

const clients: ProtocolConnection[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.end()));

async function connect(files: MemoryFiles, check: "openFiles" | "workspace"): Promise<ProtocolConnection> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    files,
    environment: () => undefined,
    runtime: "Vitest",
    rules: [],
    translations: () => ({}),
    after: () => () => undefined,
  });
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.onRequest("workspace/configuration", () => [{}, { check }]);
  client.onRequest("client/registerCapability", () => null);
  client.listen();
  clients.push(client);
  await client.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: null,
    capabilities: { workspace: { configuration: true }, textDocument: { diagnostic: {} } },
  });
  await client.sendNotification("initialized", {});
  return client;
}

const texts = {
  "/p/compose.yaml": "services: {web: {image: x, env_file: web.env}}",
  "/p/web.env": "A=1",
  "/q/compose.yaml": "services: {web: {image: x, env_file: web.env}}",
  "/q/web.env": "A=2",
};

/** Opens a file and waits for its findings. */
async function open(client: ProtocolConnection, file: keyof typeof texts): Promise<void> {
  const textDocument = { uri: `file://${file}`, languageId: "yaml", version: 1, text: texts[file] };
  await client.sendNotification("textDocument/didOpen", { textDocument });
  await client.sendRequest("textDocument/diagnostic", { textDocument: { uri: textDocument.uri } });
}

describe("the files of a document that was closed", () => {
  it.each([
    ["openFiles", 0],
    ["workspace", 1],
  ] as const)(
    "is compared with the disk when another is opened where `check` is %s: %i times",
    async (check, times) => {
      const files = new WatchedFiles(texts);
      const client = await connect(files, check);
      await open(client, "/p/compose.yaml");
      expect(files.looks).toContain("/p/web.env");
      await client.sendNotification("textDocument/didClose", { textDocument: { uri: "file:///p/compose.yaml" } });
      files.looks.length = 0;
      await open(client, "/q/compose.yaml");
      expect(files.looks.filter((path) => path === "/p/web.env")).toHaveLength(times);
      expect(files.looks).toContain("/q/web.env");
    },
  );
});
