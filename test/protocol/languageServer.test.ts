import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { CancellationTokenSource, type CodeAction, LSPErrorCodes } from "vscode-languageserver-protocol/node";
import {
  checkWorkspaceMethod,
  servicesMethod,
  type CheckWorkspaceResult,
  type ServicePlace,
} from "../../shared/protocol";
import { projectPlacesMethod, type ProjectPlaces } from "../../shared/projectPlaces";
import { Client, composeText, pulling } from "./client";

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
      ["Suppress host-ports-discarded here with a comment", undefined],
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
    expect(await ask(["source.organizeImports"])).toEqual([]);
  });

  /** So many services that the server is busy with them for a while. */
  const largeText = `services:\n${Array.from(
    { length: 3000 },
    (_, at) => `  web${at}: { image: x, network_mode: host, ports: ["${at + 1}:${at + 1}"] }\n`,
  ).join("")}`;

  it("does not look at what is no longer asked", async () => {
    client = await Client.start(pulling);
    await client.open("file:///p/compose.yaml", largeText);
    await client.open("file:///q/compose.yaml", composeText);
    // The server is busy when it is asked and when that is withdrawn: it reads both together.
    const busy = client.items("file:///p/compose.yaml");
    const withdrawn = new CancellationTokenSource();
    const params = { textDocument: { uri: "file:///q/compose.yaml" } };
    const cancelled = client.connection.sendRequest("textDocument/diagnostic", params, withdrawn.token);
    withdrawn.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect((await busy).length).toBeGreaterThan(0);
  });

  it("answers for a small file while a large one takes its time", async () => {
    client = await Client.start(pulling);
    for (const folder of ["o", "p"]) await client.open(`file:///${folder}/compose.yaml`, largeText);
    await client.open("file:///q/compose.yaml", composeText);
    const order: string[] = [];
    await Promise.all([
      // The server is busy with this one when it is asked for the two others: it reads both together.
      client.items("file:///o/compose.yaml"),
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

  it("tells what an engine may contradict in a Compose file, and nothing for another document", async () => {
    client = await Client.start(pulling);
    await client.open("file:///p/compose.yaml", composeText);
    await client.open("file:///p/deploy.yaml", "apiVersion: v1\nservices:\n  web: { image: x }\n");
    const places = (uri: string): Promise<ProjectPlaces | null> =>
      client.connection.sendRequest(projectPlacesMethod, { textDocument: { uri } });
    const found = await places("file:///p/compose.yaml");
    expect(
      found?.services.map(({ name, ports, networkMode }) => [name, ports.length, networkMode?.start.line]),
    ).toEqual([["web", 1, 3]]);
    expect(await places("file:///p/deploy.yaml")).toBeNull();
    expect(await places("file:///p/closed.yaml")).toBeNull();
  });

  it("tells where a Compose file's services stand, and none for another document", async () => {
    client = await Client.start(pulling);
    await client.open(
      "file:///p/compose.yaml",
      "name: p\nservices:\n  web:\n    image: a\n  'the db':\n    image: b\n    network_mode: host\n",
    );
    await client.open("file:///p/values.yaml", "services:\n  web: 1\n");
    const places = (uri: string): Promise<ServicePlace[]> =>
      client.connection.sendRequest(servicesMethod, { textDocument: { uri } });
    expect(await places("file:///p/compose.yaml")).toEqual([
      {
        name: "web",
        range: { start: { line: 2, character: 2 }, end: { line: 2, character: 5 } },
        summary: "default network",
        move: "host",
      },
      {
        name: "the db",
        range: { start: { line: 4, character: 2 }, end: { line: 4, character: 10 } },
        summary: "host mode",
        move: "own",
      },
    ]);
    expect(await places("file:///p/values.yaml")).toEqual([]);
    expect(await places("file:///p/unknown.yaml")).toEqual([]);
  });
});
