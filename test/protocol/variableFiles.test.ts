import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ClientCapabilities, CodeAction, CompletionList, Hover, Range } from "vscode-languageserver-protocol/node";
import { Client, pulling } from "./client";

const compose = `services:
  app:
    image: example/app:1
    network_mode: host
    env_file: app.env
    environment:
      CACHE: \${CACHE_URL}
  db:
    image: postgres:16
    ports: ["15432:5432"]
  cache:
    image: redis:7
    ports: ["16379:6379"]
`;

describe("findings about values in files of variables", () => {
  let folder: string;
  let client: Awaited<ReturnType<typeof Client.start>>;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const at = ({ start, end }: Range): string => `${start.line + 1}:${start.character + 1}-${end.character + 1}`;
  const found = async (name: string): Promise<string[]> =>
    (await client.items(uriOf(name)))
      .filter(({ code }) => code === "unresolvable-name")
      .map(({ range, message }) => `${at(range)} ${/the name (\S+) does/.exec(JSON.stringify(message))?.[1] ?? ""}`);
  const fixes = async (name: string, range: Range | undefined): Promise<CodeAction[]> => {
    const actions = await client.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf(name) },
      range,
      context: { diagnostics: [] },
    });
    return actions.filter(({ isPreferred }) => isPreferred !== undefined);
  };
  const edit = (name: string, version: number, text: string): Promise<void> =>
    client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: uriOf(name), version },
      contentChanges: [{ text }],
    });
  const close = (name: string): Promise<void> =>
    client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: uriOf(name) } });

  const start = async (capabilities: ClientCapabilities = pulling): Promise<void> => {
    client = await Client.start(capabilities, folder);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hostside-variables-"));
    write("compose.yaml", compose);
    write("app.env", "# the database\nDATABASE_URL=postgres://db:5432/app\n");
    write(".env", 'CACHE_URL="redis://cache:6379/0"\n');
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it("stand where the file is named as long as it is closed, and on its line while it is open", async () => {
    await start();
    await client.open(uriOf("compose.yaml"), compose);
    expect(await found("compose.yaml")).toEqual(["5:15-22 db", "7:14-26 cache"]);
    await client.open(uriOf("app.env"), "# the database\nDATABASE_URL=postgres://db:5432/app\n", "dotenv");
    expect(await found("app.env")).toEqual(["2:25-32 db"]);
    expect(await found("compose.yaml")).toEqual(["7:14-26 cache"]);
    await client.open(uriOf(".env"), 'CACHE_URL="redis://cache:6379/0"\n', "properties");
    expect(await found(".env")).toEqual(["1:20-30 cache"]);
    expect(await found("compose.yaml")).toEqual([]);
  });

  it("lead to where the value is taken, follow edits, and go back when the file is closed", async () => {
    await start();
    await client.open(uriOf("compose.yaml"), compose);
    await found("compose.yaml");
    await client.open(uriOf("app.env"), "DATABASE_URL=postgres://db:5432/app\n", "plaintext");
    const [finding] = await client.items(uriOf("app.env"));
    const places = finding?.relatedInformation?.map(({ location }) => [location.uri, at(location.range)]);
    expect(places).toContainEqual([uriOf("compose.yaml"), "5:15-22"]);
    await edit("app.env", 2, "DATABASE_URL=postgres://localhost:15432/app\n");
    expect(await found("app.env")).toEqual([]);
    expect(await found("compose.yaml")).toEqual(["7:14-26 cache"]);
    await edit("app.env", 3, "A=1\nDATABASE_URL=postgres://db:5432/app\n");
    expect(await found("app.env")).toEqual(["2:25-32 db"]);
    await close("app.env");
    expect(await found("compose.yaml")).toEqual(["5:15-22 db", "7:14-26 cache"]);
  });

  it("have fixes that edit the file which holds the value, open or not", async () => {
    await start();
    await client.open(uriOf("compose.yaml"), compose);
    const before = await client.items(uriOf("compose.yaml"));
    const stands = (where: string): Range | undefined => before.find(({ range }) => at(range) === where)?.range;
    const edits = (actions: readonly CodeAction[]) =>
      actions.map(({ title, edit: made }) => [title, made?.documentChanges]);
    const change = (name: string, version: number | null, range: Range, newText: string) => [
      { textDocument: { uri: uriOf(name), version }, edits: [{ range, newText }] },
    ];
    const database = { start: { line: 1, character: 24 }, end: { line: 1, character: 31 } };
    const wanted = "Use localhost:15432 in app.env";
    const made = edits(await fixes("compose.yaml", stands("5:15-22")));
    expect(made).toEqual([[wanted, change("app.env", null, database, "localhost:15432")]]);
    await client.open(uriOf("app.env"), "# the database\nDATABASE_URL=postgres://db:5432/app\n", "dotenv");
    expect(edits(await fixes("app.env", database))).toEqual([
      [wanted, change("app.env", 1, database, "localhost:15432")],
    ]);
    const cache = { start: { line: 0, character: 19 }, end: { line: 0, character: 29 } };
    expect(edits(await fixes("compose.yaml", stands("7:14-26")))).toEqual([
      ["Use localhost:16379 in .env", change(".env", null, cache, "localhost:16379")],
    ]);
  });

  it("of a port in the long form have a fix that edits the file which sets it", async () => {
    const item = (variable: string) => `    ports: [{ target: 80, published: "\${${variable}}" }]\n`;
    const text = `services:\n  web:\n    image: nginx\n${item("WEB")}  api:\n    image: nginx\n${item("API")}`;
    write(".env", "WEB=8080\nAPI=8080\n");
    write("compose.yaml", text);
    await start();
    await client.open(uriOf("compose.yaml"), text);
    const [finding] = await client.items(uriOf("compose.yaml"));
    const range = { start: { line: 1, character: 4 }, end: { line: 1, character: 8 } };
    const made = await fixes("compose.yaml", finding?.range);
    expect(made.find(({ title }) => title === "Publish api on port 8081 instead in .env")?.edit).toEqual({
      documentChanges: [{ textDocument: { uri: uriOf(".env"), version: null }, edits: [{ range, newText: "8081" }] }],
    });
  });

  it("are suppressed by a comment above their line", async () => {
    await start();
    await client.open(uriOf("compose.yaml"), compose);
    await found("compose.yaml");
    const text = "DATABASE_URL=postgres://db:5432/app\n";
    await client.open(uriOf("app.env"), text, "dotenv");
    const [finding] = await client.items(uriOf("app.env"));
    const actions = await client.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("app.env") },
      range: finding?.range,
      context: { diagnostics: [] },
    });
    const suppress = actions.find(({ title }) => title.startsWith("Suppress"));
    const [changed] = suppress?.edit?.documentChanges as { edits: { newText: string }[] }[];
    expect(changed?.edits.map(({ newText }) => newText)).toEqual(["# hostside-ignore unresolvable-name\n"]);
    await edit("app.env", 2, `# hostside-ignore unresolvable-name\n${text}`);
    expect(await found("app.env")).toEqual([]);
    expect(await found("compose.yaml")).toEqual(["7:14-26 cache"]);
  });

  it("are asked for anew in the Compose file when the file of variables is opened, edited or closed", async () => {
    await start();
    await client.open(uriOf("compose.yaml"), compose);
    await found("compose.yaml");
    const refreshed = async (does: () => Promise<void>): Promise<void> => {
      const { refreshes } = client;
      await does();
      await client.until(() => client.refreshes > refreshes);
    };
    await refreshed(() => client.open(uriOf("app.env"), "DATABASE_URL=postgres://db:5432/app\n", "dotenv"));
    await refreshed(() => edit("app.env", 2, "DATABASE_URL=\n"));
    await refreshed(() => close("app.env"));
    await client.open(uriOf("notes.txt"), "DATABASE_URL=postgres://db:5432/app\n", "plaintext");
    expect(await client.items(uriOf("notes.txt"))).toEqual([]);
  });

  it("make the server ask for exactly the files that a project takes, where it can ask", async () => {
    const dynamicRegistration = true;
    await start({
      ...pulling,
      textDocument: { synchronization: { dynamicRegistration }, diagnostic: { dynamicRegistration } },
    });
    await client.open(uriOf("compose.yaml"), compose);
    await found("compose.yaml");
    const asked = () =>
      client.registrations.flatMap(({ method, registerOptions }) =>
        (
          (registerOptions as { documentSelector?: { language: string; pattern: string }[] }).documentSelector ?? []
        ).map(({ language, pattern }) => `${method} ${language} ${pattern.slice(folder.length + 1)}`),
      );
    await client.until(() => asked().includes("textDocument/diagnostic dotenv app.env"));
    expect(new Set(asked().map((each) => each.split(" ")[2]))).toEqual(new Set([".env", "app.env"]));
    expect(asked()).toContain("textDocument/didOpen plaintext .env");
    const before = asked().length;
    await found("compose.yaml");
    expect(asked()).toHaveLength(before);
  });

  it("are said to who points at them, with what services reach to who writes them, in files that a project takes", async () => {
    await start();
    await client.open(uriOf("compose.yaml"), compose);
    await found("compose.yaml");
    const text = "DATABASE_URL=postgres://db:5432/app\nQUEUE_HOST=\n";
    await client.open(uriOf("app.env"), text, "dotenv");
    await client.open(uriOf("other.env"), text, "dotenv");
    const ask = <T>(method: string, name: string, line: number, character: number): Promise<T> =>
      client.connection.sendRequest<T>(method, { textDocument: { uri: uriOf(name) }, position: { line, character } });
    const hover = await ask<Hover | null>("textDocument/hover", "app.env", 0, 25);
    expect(JSON.stringify(hover?.contents)).toContain("Does not resolve.");
    expect(hover?.range).toEqual({ start: { line: 0, character: 24 }, end: { line: 0, character: 31 } });
    expect(await ask("textDocument/hover", "other.env", 0, 25)).toBeNull();
    const offered = await ask<CompletionList | null>("textDocument/completion", "app.env", 1, 11);
    expect(offered?.items.map(({ label }) => label)).toContain("localhost:15432");
    expect(await ask("textDocument/completion", "other.env", 1, 11)).toBeNull();
  });
});
