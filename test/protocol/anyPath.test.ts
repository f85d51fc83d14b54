import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver-protocol/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Client, composeText, pulling } from "./client";

/** What is read in vain ends the process at this heap, and not the machine; buffers count into `ulimit`. */
const heap = "--max-old-space-size=256";
const program = new URL("../../dist/cli.js", import.meta.url).pathname;
let folder: string;

const write = (name: string, text: string): string => {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
  return pathToFileURL(join(folder, name)).href;
};
const pipe = (name: string): void => {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  execFileSync("mkfifo", [join(folder, name)]);
};
const including = (...lines: string[]): string => `${composeText}include:\n${lines.join("\n")}\n`;
const said = (items: readonly Diagnostic[]): string[] =>
  items
    .filter(({ code }) => code === "missing-file")
    .map(
      ({ range, severity, message }) =>
        `${range.start.line + 1} ${String(severity)} ${typeof message === "string" ? message : message.value}`,
    );

/** Runs the built command line with a bounded heap and address space. */
function check(...words: string[]): Promise<{ status: number | null; out: string; error: string }> {
  return new Promise((resolve) => {
    const child = spawn(
      "sh",
      ["-c", 'ulimit -v 12000000; exec "$@"', "sh", process.execPath, heap, program, ...words],
      {
        cwd: folder,
      },
    );
    let out = "";
    let error = "";
    child.stdout.on("data", (bytes: Buffer) => (out += bytes.toString()));
    child.stderr.on("data", (bytes: Buffer) => (error += bytes.toString()));
    child.on("close", (status) => resolve({ status, out, error }));
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hostside-path-"));
});
afterEach(() => {
  execFileSync("chmod", ["-R", "u+rwX", folder]);
  rmSync(folder, { recursive: true });
});

describe.skipIf(process.platform === "win32")("paths that are no plain files, in the built server", () => {
  let client: Client;
  const items = async (uri: string, text: string): Promise<Diagnostic[]> => {
    await client.open(uri, text);
    return client.items(uri);
  };
  beforeEach(async () => {
    client = await Client.start(pulling, folder, [heap]);
  });
  afterEach(async () => {
    client.process.kill("SIGKILL");
    client.connection.dispose();
    await new Promise((resolve) => setImmediate(resolve));
  });

  it("answers below folders whose .env is a pipe, and for every other file", async () => {
    const uris = ["a", "b", "c", "d", "e"].map((name) => {
      pipe(`${name}/.env`);
      return write(`${name}/compose.yaml`, composeText);
    });
    const other = write("f/compose.yaml", composeText);
    const all = await Promise.all([...uris, other].map((uri) => items(uri, composeText)));
    expect(all.map((each) => each.some(({ code }) => code === "host-ports-discarded"))).toEqual(all.map(() => true));
  });

  it("takes variables of a .env that is not read for unknown, not for unset", async () => {
    const text = composeText.replace("network_mode: host", 'network_mode: "${MODE:-host}"');
    const uri = write("compose.yaml", text);
    expect((await items(uri, text)).map(({ code }) => code)).toContain("host-ports-discarded");
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    pipe("below/.env");
    const below = write("below/compose.yaml", text);
    const found = await items(below, text);
    expect(found.map(({ code }) => code)).toEqual(["missing-file"]);
    expect(said(found)).toEqual([
      `1 4 Hostside does not read ${join(folder, "below/.env")}: it is not a regular file. The values of its variables are unknown, and what depends on them is not checked.`,
    ]);
  });

  it("reads no device, however it is named", async () => {
    symlinkSync("/dev/zero", join(folder, "link.yml"));
    pipe("pipe.yml");
    const text = including("  - /dev/zero", "  - link.yml", "  - pipe.yml", "  - /dev/null");
    const found = await items(write("compose.yaml", text), text);
    const sentence = (line: number, path: string): string =>
      `${line} 3 Hostside does not read ${path}: it is not a regular file. What it adds to the project is unknown.`;
    expect(said(found)).toEqual([
      sentence(8, "/dev/zero"),
      sentence(9, join(folder, "link.yml")),
      sentence(10, join(folder, "pipe.yml")),
    ]);
  });

  it("says why a file cannot be had", async () => {
    mkdirSync(join(folder, "sub"));
    symlinkSync("circle", join(folder, "circle"));
    write("large.yml", "");
    truncateSync(join(folder, "large.yml"), 16 * 1024 * 1024 + 1);
    writeFileSync(join(folder, "latin.yml"), Buffer.from([0x61, 0x3a, 0x20, 0xe4, 0x0a]));
    writeFileSync(join(folder, "binary.yml"), Buffer.from([0x7f, 0x45, 0]));
    const names = ["nothing.yml", "sub", "circle", "large.yml", "latin.yml", "binary.yml"];
    const text = including(...names.map((name) => `  - ${name}`));
    const found = await items(write("compose.yaml", text), text);
    const at = (name: string): string => join(folder, name);
    expect(said(found)).toEqual([
      `8 1 Compose refuses the project: "open ${at("nothing.yml")}: no such file or directory". Create the file, or correct the path.`,
      `9 1 Compose refuses the project: "read ${at("sub")}: is a directory". Name a file in the folder.`,
      `10 1 Compose refuses the project: "open ${at("circle")}: too many levels of symbolic links". Its symbolic links form a cycle: correct them, or the path.`,
      `11 3 Hostside does not read ${at("large.yml")}: it is larger than 16 MB. What it adds to the project is unknown.`,
      `12 1 Compose refuses the project: "failed to parse ${at("latin.yml")}". It is not UTF-8 text: save it as UTF-8, or correct the path.`,
      `13 1 Compose refuses the project: "failed to parse ${at("binary.yml")}: yaml: control characters are not allowed". It is a binary file: correct the path.`,
    ]);
  });

  it("says the same of extends and of an env_file", async () => {
    pipe("base.yml");
    pipe("variables");
    write("part.yml", "services: {}\n");
    const text = [
      "services:",
      "  web:",
      "    extends: { file: base.yml, service: web }",
      "include:",
      "  - path: part.yml",
      "    env_file: variables",
      "  - path: part.yml",
      "    env_file: /dev/null",
      "",
    ].join("\n");
    const found = await items(write("compose.yaml", text), text);
    expect(said(found)).toEqual([
      `3 3 Hostside does not read ${join(folder, "base.yml")}: it is not a regular file. What it adds to the project is unknown.`,
      `6 3 Hostside does not read ${join(folder, "variables")}: it is not a regular file. The values of its variables are unknown, and what depends on them is not checked.`,
    ]);
  });

  it("takes a folder .env for none, as Compose does", async () => {
    mkdirSync(join(folder, ".env"));
    const text = composeText.replace("network_mode: host", 'network_mode: "${MODE:-host}"');
    const found = await items(write("compose.yaml", text), text);
    expect(found.map(({ code }) => code)).not.toContain("missing-file");
    expect(found.map(({ code }) => code)).toContain("host-ports-discarded");
  });

  it("checks a workspace with pipes, circles and folders that may not be read", async () => {
    pipe("pipe/compose.yaml");
    pipe("variables/.env");
    write("variables/compose.yaml", composeText);
    symlinkSync(".", join(folder, "again"));
    symlinkSync("/dev/zero", join(folder, "compose.zero.yml"));
    const result = await client.connection.sendRequest<{ files: number; unreadable: { reason: string }[] }>(
      "hostside/checkWorkspace",
    );
    expect(result.files).toBe(1);
    expect(result.unreadable.map(({ reason }) => reason)).toEqual([
      "it is not a regular file",
      "it is not a regular file",
    ]);
  });
});

describe.skipIf(process.platform === "win32")("paths that are no plain files, in the built command line", () => {
  it("reads neither pipes nor devices", async () => {
    pipe(".env");
    symlinkSync("/dev/zero", join(folder, "zero.yml"));
    write("compose.yaml", including("  - /dev/zero", "  - zero.yml"));
    const { status, out, error } = await check("check", "--format", "json", ".");
    const found = JSON.parse(out) as { rule: string; severity: string; line: number }[];
    expect(found.filter(({ rule }) => rule === "missing-file").map(({ line }) => line)).toEqual([8, 9]);
    expect({ status, error }).toEqual({ status: 1, error: "" });
  });

  it("says why it does not check what it is given", async () => {
    pipe("pipe.yml");
    const { status, error } = await check("check", "pipe.yml", "/dev/zero");
    expect({ status, lines: error.trim().split("\n").length }).toEqual({ status: 2, lines: 2 });
    expect(error).toContain("pipe.yml: could not be checked: it is not a regular file.");
  });

  it("finds what is between pipes, circles and twenty thousand other files", async () => {
    pipe("a/compose.yml");
    symlinkSync("..", join(folder, "a", "up"));
    write("b/compose.yml", composeText);
    mkdirSync(join(folder, "many"));
    for (let index = 0; index < 20_000; index++) writeFileSync(join(folder, "many", String(index)), "");
    const { status, out, error } = await check("check", ".");
    expect(status).toBe(2);
    expect(out).toContain("b/compose.yml:6:9: warning host-ports-discarded");
    expect(error).toBe("a/compose.yml: could not be checked: it is not a regular file.\n");
  });

  it("reads 16 MB from its standard input and no more", async () => {
    const all = 'ulimit -v 12000000; "$@" check - </dev/zero';
    const child = spawn("sh", ["-c", all, "sh", process.execPath, heap, program], { cwd: folder });
    let error = "";
    child.stderr.on("data", (bytes: Buffer) => (error += bytes.toString()));
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect({ status, error }).toEqual({
      status: 2,
      error: "compose.yaml: could not be checked: it is larger than 16 MB.\n",
    });
  });
});
