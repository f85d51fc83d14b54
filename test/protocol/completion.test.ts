import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CompletionList } from "vscode-languageserver-protocol";
import { type LiveHost, liveHostMethod, peersMethod } from "../../shared/protocol";
import { Client, pulling } from "./client";

describe("completion over the protocol", () => {
  let folder: string;
  let client: Awaited<ReturnType<typeof Client.start>>;
  const uri = (name: string): string => pathToFileURL(join(folder, name)).href;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hostside-completion-"));
    client = await Client.start(pulling, folder);
  });

  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true });
  });

  /** What is offered at `$0` in a document of this name. */
  async function offered(name: string, marked: string): Promise<CompletionList | null> {
    const before = marked.slice(0, marked.indexOf("$0")).split("\n");
    await client.open(uri(name), marked.replace("$0", ""));
    return client.connection.sendRequest("textDocument/completion", {
      textDocument: { uri: uri(name) },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    });
  }

  const labels = (list: CompletionList | null): string[] => (list?.items ?? []).map(({ label }) => label);

  it("is announced with few characters that bring it about", () => {
    expect(client.result.capabilities.completionProvider).toEqual({
      triggerCharacters: [":", "/", "@", '"', "-", " ", "="],
    });
  });

  it("has for each offer the exact edit, the place before what others offer, and what it will cause", async () => {
    const text = "services:\n  web:\n    image: x\n    network_mode: ser$0\n  db: { image: x }\n";
    const list = await offered("compose.yaml", text);
    expect(list?.isIncomplete).toBe(false);
    expect(list?.items.find(({ label }) => label === "service:db")).toEqual({
      label: "service:db",
      kind: 9,
      detail: "the network of db",
      documentation:
        "web and db then have the same addresses and ports, and reach each other at localhost. Docker Compose starts db first.",
      sortText: "!10003",
      filterText: "service:db",
      insertTextMode: 1,
      textEdit: {
        range: { start: { line: 3, character: 18 }, end: { line: 3, character: 21 } },
        newText: "service:db",
      },
    });
  });

  it("leaves to another extension what that offers, as soon as it is there", async () => {
    const text = "services:\n  web:\n    image: x\n    depends_on: [$0]\n  db: { image: x }\n";
    expect(labels(await offered("compose.yaml", text))).toEqual(["db"]);
    await client.connection.sendNotification(peersMethod, { peers: ["docker.docker"] });
    expect(labels(await offered("compose.yaml", text))).toEqual([]);
  });

  it("offers running containers and leaves out taken ports as long as the client tells of them", async () => {
    const mode = "services:\n  web:\n    image: nginx\n    network_mode: container:$0\n";
    const port = 'services:\n  web:\n    image: nginx\n    ports: ["$0"]\n';
    const told = async (host: LiveHost | null): Promise<string[]> => {
      await client.connection.sendNotification(liveHostMethod, host);
      const modes = labels(await offered("compose.yaml", mode)).filter((label) => label.startsWith("container:"));
      return [...modes, ...labels(await offered("compose.yaml", port)).slice(0, 1)];
    };
    expect(await told({ containers: [{ name: "vpn" }], ports: [{ port: 8080 }] })).toEqual([
      "container:vpn",
      "8081:80",
    ]);
    expect(await told(null)).toEqual(["8080:80"]);
  });

  it("reads the file of `extends` that is named while its service is written", async () => {
    await writeFile(join(folder, "base.yaml"), "services:\n  app: { image: x }\n");
    const text = "services:\n  web:\n    extends:\n      file: base.yaml\n      service: $0\n";
    expect(labels(await offered("compose.yaml", text))).toEqual(["app"]);
  });

  it("answers nothing where networking has nothing to say, and in other YAML files", async () => {
    expect(await offered("compose.yaml", "services:\n  web:\n    image: $0\n")).toBeNull();
    expect(await offered("other.yaml", "a:\n  network_mode: $0\n")).toBeNull();
  });

  it("shows the first of very many, and more as one types on", async () => {
    const many = Array.from({ length: 300 }, (_, number) => `  s${number}: { image: x }\n`).join("");
    const first = await offered("compose.yaml", `services:\n  web:\n    image: x\n    network_mode: $0\n${many}`);
    expect([first?.isIncomplete, first?.items.length]).toEqual([true, 100]);
    const later = await offered("compose.yaml", `services:\n  web:\n    image: x\n    network_mode: s299$0\n${many}`);
    expect([later?.isIncomplete, labels(later)]).toEqual([false, ["service:s299"]]);
  });
});
