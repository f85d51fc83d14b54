import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "vscode-languageserver-protocol/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { builtProgram } from "./builtProgram";
import { Client, pulling } from "./client";

const uri = "file:///p/compose.yaml";
/** A service that lacks a line; the cursor is at the end of the text. */
const before = (line: string): string => `services:
  db:
    image: postgres
    ports:
      - "5432:5432"
  web:
    image: nginx
${line}`;
const modeLine = "    network_mode: ";
const portLine = `    ports:
      - "80:80"
      `;

/** A user who types at the end of a document. */
class Typist {
  private version = 1;

  constructor(
    private readonly client: Client,
    private text: string,
  ) {}

  get line(): number {
    return this.text.split("\n").length - 1;
  }

  async open(): Promise<void> {
    await this.client.open(uri, this.text);
  }

  async type(word: string): Promise<void> {
    await this.replace(0, word);
  }

  /** Types in place of the last characters. */
  async replace(count: number, word: string): Promise<void> {
    const { line } = this;
    const end = this.text.length - this.text.lastIndexOf("\n") - 1;
    this.text = this.text.slice(0, this.text.length - count) + word;
    await this.client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: ++this.version },
      contentChanges: [
        { range: { start: { line, character: end - count }, end: { line, character: end } }, text: word },
      ],
    });
  }
}

const on = (line: number, items: readonly Diagnostic[]): unknown[] =>
  items.filter(({ range }) => range.start.line <= line && line <= range.end.line).map(({ code }) => code);

describe("findings while somebody types", () => {
  let folder: string;
  let program: string;
  let client: Client;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "hostside-typing-"));
    program = await builtProgram("clock/server", folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });
  const start = async (text: string, capabilities = pulling): Promise<Typist> => {
    client = await Client.start(capabilities, undefined, [], { program });
    const typist = new Typist(client, text);
    await typist.open();
    return typist;
  };
  const timePasses = (): Promise<void> => client.connection.sendNotification("test/timePasses", {});

  it.each([
    ["bridge", modeLine],
    ["host", modeLine],
    ["service:db", modeLine],
    ['- "8080:80"', portLine],
    ["- 8081:80/udp", portLine],
    ["network_mode: none", "    "],
  ])("says nothing on the line at any letter of %s", async (word, line) => {
    const typist = await start(before(line));
    const found: unknown[] = [];
    for (const letter of word) {
      await typist.type(letter);
      found.push(...on(typist.line, await client.items(uri)));
    }
    expect(found).toEqual([]);
    expect(client.refreshes).toBe(0);
  });

  it("says nothing between the quotes that an editor closes by itself", async () => {
    const typist = await start(before(portLine));
    await typist.type("- ");
    await typist.type('""');
    const found = on(typist.line, await client.items(uri));
    for (const letter of "8080:80") {
      await typist.replace(1, `${letter}"`);
      found.push(...on(typist.line, await client.items(uri)));
    }
    expect(found).toEqual([]);
  });

  it("says what is wrong after a pause, and takes it back at once", async () => {
    const typist = await start(before(modeLine));
    for (const letter of "brigde") await typist.type(letter);
    expect(on(typist.line, await client.items(uri))).toEqual([]);
    await timePasses();
    await client.until(() => client.refreshes === 1);
    expect(on(typist.line, await client.items(uri))).toEqual(["unknown-network-mode"]);
    await typist.replace(3, "d");
    expect(on(typist.line, await client.items(uri))).toEqual([]);
    await typist.type("ge");
    expect(await client.items(uri)).toEqual([]);
    // Nothing was left out of that, so that a pause asks for nothing.
    await timePasses();
    expect(on(typist.line, await client.items(uri))).toEqual([]);
    expect(client.refreshes).toBe(1);
  });

  it("says it at a save too", async () => {
    const typist = await start(before(modeLine));
    await typist.type("brigde");
    expect(on(typist.line, await client.items(uri))).toEqual([]);
    await client.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
    await client.until(() => client.refreshes === 1);
    expect(on(typist.line, await client.items(uri))).toEqual(["unknown-network-mode"]);
  });

  it("says at once what is wrong on other lines, and keeps what was said of the line before", async () => {
    const typist = await start(before(`    ports:\n      - "8080:80"\n${modeLine}`));
    await typist.type("host");
    const codes = (await client.items(uri)).map(({ code, range }) => [code, range.start.line - typist.line]);
    expect(codes).toEqual([
      ["host-ports-discarded", -2],
      ["host-ports-discarded", -1],
    ]);
    await typist.replace(4, "brigde");
    await timePasses();
    await client.items(uri);
    await typist.type(" # a comment");
    expect(on(typist.line, await client.items(uri))).toEqual(["unknown-network-mode"]);
  });

  it("says it at once where nobody typed: in a text that was replaced, and when a file is opened", async () => {
    await start(before(`${modeLine}brigde`));
    expect((await client.items(uri)).map(({ code }) => code)).toEqual(["unknown-network-mode"]);
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: before(`${modeLine}hots`) }],
    });
    expect((await client.items(uri)).map(({ code }) => code)).toEqual(["unknown-network-mode"]);
  });

  it("pushes the same to a client that does not pull", async () => {
    const typist = await start(before(modeLine), {});
    const pushed = async (version: number, count: number): Promise<unknown[]> => {
      await client.until(() => client.published.filter((each) => each.version === version).length === count);
      return on(typist.line, client.published.at(-1)?.diagnostics ?? []);
    };
    await typist.type("brigde");
    expect(await pushed(2, 1)).toEqual([]);
    await timePasses();
    expect(await pushed(2, 2)).toEqual(["unknown-network-mode"]);
    await typist.replace(3, "dge");
    expect(await pushed(3, 1)).toEqual([]);
  });

  it("leaves nothing out for a client that pulls and cannot be asked to pull again", async () => {
    const typist = await start(before(modeLine), { textDocument: { diagnostic: {} } });
    await typist.type("brigde");
    expect(on(typist.line, await client.items(uri))).toEqual(["unknown-network-mode"]);
  });
});

describe("findings of the built server while somebody types", () => {
  it("come by themselves after a pause, and go at once", async () => {
    const client = await Client.start(pulling);
    try {
      const typist = new Typist(client, before(modeLine));
      await typist.open();
      await typist.type("brigde");
      // Unless the machine took half a second for this, it is not there yet, and the server asks to be asked.
      if (on(typist.line, await client.items(uri)).length === 0) await client.until(() => client.refreshes === 1);
      expect(on(typist.line, await client.items(uri))).toEqual(["unknown-network-mode"]);
      await typist.replace(3, "dge");
      expect(await client.items(uri)).toEqual([]);
    } finally {
      expect(await client.stop()).toBe(0);
    }
  });
});
