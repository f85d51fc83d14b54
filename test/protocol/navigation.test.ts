import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Location, LocationLink, Position, Range } from "vscode-languageserver-protocol/node";
import { Client, pulling } from "./client";

const files: Readonly<Record<string, string>> = {
  "compose.yaml": `include: [shared/part.yaml]
services:
  db:
    image: postgres:16
  web:
    image: nginx
    network_mode: "service:db"
    env_file: web.env
`,
  "compose.override.yaml": `services:
  web:
    depends_on: [db]
`,
  "shared/part.yaml": `services:
  job:
    image: busybox
    links: ["db:base"]
`,
  "web.env": "DATABASE_URL=postgres://db:5432/app\n",
  "shared/chart.yaml": "apiVersion: v1\nname: db\n",
};

describe("navigation over the files of a project", () => {
  let folder: string;
  let client: Awaited<ReturnType<typeof Client.start>>;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const inWords = (uri: string, { start, end }: Range): string =>
    `${uri.slice(uriOf("").length + 1)}:${start.line + 1}:${start.character + 1}-${end.character + 1}`;
  /** The position of a text in a file, and so many characters behind its start. */
  const positionOf = (name: string, text: string, behind: number): Position => {
    const before = (files[name] ?? "").slice(0, (files[name] ?? "").indexOf(text) + behind).split("\n");
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };
  const ask = <T>(method: string, name: string, text: string, behind: number, more = {}): Promise<T | null> =>
    client.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: uriOf(name) },
      position: positionOf(name, text, behind),
      ...more,
    });
  const references = async (name: string, text: string, behind: number, includeDeclaration: boolean) =>
    (await ask<Location[]>("references", name, text, behind, { context: { includeDeclaration } }))?.map((each) =>
      inWords(each.uri, each.range),
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hostside-navigation-"));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it("leads to the bare word of a service's key, from an included file too", async () => {
    client = await Client.start({ ...pulling, textDocument: { definition: { linkSupport: true } } }, folder);
    expect(client.result.capabilities).toMatchObject({ definitionProvider: true, referencesProvider: true });
    for (const name of ["compose.yaml", "shared/part.yaml"]) await client.open(uriOf(name), files[name] ?? "");
    const [link, ...others] = (await ask<LocationLink[]>("definition", "compose.yaml", "service:db", 9)) ?? [];
    expect(others).toEqual([]);
    expect([link?.targetRange, link?.targetSelectionRange].map((range) => range && inWords(uriOf(""), range))).toEqual([
      ":3:3-5",
      ":3:3-5",
    ]);
    expect(link?.originSelectionRange && inWords(uriOf(""), link.originSelectionRange)).toBe(":7:28-30");
    const fromLink = await ask<LocationLink[]>("definition", "shared/part.yaml", "db:base", 1);
    expect(fromLink?.map(({ targetUri, targetRange }) => inWords(targetUri, targetRange))).toEqual([
      "compose.yaml:3:3-5",
    ]);
  });

  it("finds references in every file, open or not, with the key or without", async () => {
    client = await Client.start(pulling, folder);
    await client.open(uriOf("compose.yaml"), files["compose.yaml"] ?? "");
    const used = [
      "compose.yaml:7:28-30",
      "compose.override.yaml:3:18-20",
      "shared/part.yaml:4:14-16",
      "web.env:1:25-27",
    ];
    expect((await references("compose.yaml", "  db:", 3, false))?.sort()).toEqual([...used].sort());
    expect((await references("compose.yaml", "  db:", 3, true))?.sort()).toEqual(
      ["compose.yaml:3:3-5", ...used].sort(),
    );
    expect(await references("compose.yaml", "image", 2, true)).toBeUndefined();
  });

  it("leads on from an open file of variables, for which the client is asked to ask", async () => {
    const textDocument = { synchronization: { dynamicRegistration: true }, definition: { dynamicRegistration: true } };
    client = await Client.start({ ...pulling, textDocument }, folder);
    await client.open(uriOf("compose.yaml"), files["compose.yaml"] ?? "");
    await references("compose.yaml", "  db:", 3, true);
    await client.until(() => client.registrations.some(({ method }) => method === "textDocument/definition"));
    await client.open(uriOf("web.env"), files["web.env"] ?? "", "dotenv");
    const [target] = (await ask<Location[]>("definition", "web.env", "@db", 0)) ?? [];
    expect(target).toBeUndefined();
    const [found] = (await ask<Location[]>("definition", "web.env", "db:5432", 1)) ?? [];
    expect(found && inWords(found.uri, found.range)).toBe("compose.yaml:3:3-5");
  });

  it("knows nothing in a file that is no Compose file", async () => {
    client = await Client.start(pulling, folder);
    await client.open(uriOf("shared/chart.yaml"), files["shared/chart.yaml"] ?? "");
    expect(await ask("definition", "shared/chart.yaml", "db", 1)).toBeNull();
    expect(await references("shared/chart.yaml", "db", 1, true)).toBeUndefined();
  });
});
