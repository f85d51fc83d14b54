import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type CodeAction, MessageType } from "vscode-languageserver-protocol/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkWorkspaceMethod, type CheckWorkspaceResult } from "../../shared/protocol";
import { Client, pulling } from "./client";
import { builtProgram } from "./builtProgram";

const text = `services:
  good: { image: x }
  bad:
    image: x
    network_mode: host
    ports: ["8080:80"]
  last: { image: x }
`;
let folder: string;
const path = (name: string): string => join(folder, name);
const uriOf = (name: string): string => pathToFileURL(path(name)).href;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hostside-faulty-"));
  mkdirSync(path("work/other"), { recursive: true });
  writeFileSync(path("work/compose.yaml"), text);
  writeFileSync(path("work/other/compose.yaml"), text.replace("bad:", "fine:"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("hostside check with a rule that throws", () => {
  let program: string;
  beforeAll(async () => {
    program = await builtProgram("faulty/cli", folder);
  });
  const check = (...words: string[]) =>
    spawnSync(process.execPath, [program, "check", ...words], { cwd: path("work"), encoding: "utf8" });

  it("says so once, prints everything else and exits 2", () => {
    const { status, stdout, stderr } = check();
    expect(status).toBe(2);
    const [sentence, ...stack] = stderr.trimEnd().split("\n");
    expect(sentence).toBe(
      "compose.yaml: internal error in rule faulty at service bad: boom. The findings of this rule may be incomplete. Everything else was done. This is a fault of Hostside: please report it with these lines.",
    );
    expect(stack[0]).toBe("    Error: boom");
    expect(stack[1]).toMatch(/^ {4}at /);
    expect(stack.filter((line) => line.includes("internal error"))).toEqual([]);
    for (const rule of ["2 faulty", "3 faulty", "7 faulty", "6 host-ports-discarded"]) {
      const [line = "", id = ""] = rule.split(" ");
      expect(stdout).toMatch(new RegExp(`^compose.yaml:${line}:.* ${id}: `, "m"));
    }
    expect(stdout).toContain("other/compose.yaml:6:");
    expect(stdout).toMatch(/^2 Compose files checked: /m);
  });

  it("keeps the array of JSON, and tells SARIF's readers of it", () => {
    const json = check("--format", "json");
    expect(json.status).toBe(2);
    const rows = JSON.parse(json.stdout) as { rule: string }[];
    expect(rows.some(({ rule }) => rule === "host-ports-discarded")).toBe(true);
    expect(json.stderr).toContain("internal error in rule faulty");

    const sarif = check("--format", "sarif");
    expect(sarif.status).toBe(2);
    const { runs } = JSON.parse(sarif.stdout) as { runs: { invocations: unknown; results: unknown[] }[] };
    expect(runs[0]?.results.length).toBeGreaterThan(2);
    expect(runs[0]?.invocations).toMatchObject([
      {
        executionSuccessful: false,
        exitCode: 2,
        toolExecutionNotifications: [
          {
            level: "error",
            message: { text: "internal error in rule faulty at service bad: boom" },
            associatedRule: { id: "faulty" },
            locations: [{ physicalLocation: { artifactLocation: { uri: "compose.yaml" } } }],
          },
        ],
      },
    ]);
  });

  it("makes the other rules' fixes, and says of a fix that threw whose it is", () => {
    const { status, stdout, stderr } = check("--fix");
    expect(status).toBe(2);
    expect(stderr).toContain("internal error in rule faulty-fix at service bad: no fix.");
    expect(stdout).toMatch(/2 fixes applied/);
    writeFileSync(path("work/compose.yaml"), text);
    writeFileSync(path("work/other/compose.yaml"), text.replace("bad:", "fine:"));
  });
});

describe("the server with a rule that throws", () => {
  let program: string;
  let client: Client;
  beforeAll(async () => {
    program = await builtProgram("faulty/server", folder);
    client = await Client.start(pulling, path("work"), [], { program });
    await client.open(uriOf("work/compose.yaml"), text);
  });
  afterAll(async () => {
    await client.stop();
  });
  const errors = () => client.logged.filter(({ type }) => type === MessageType.Error).map(({ message }) => message);

  it("shows the rest, and logs the fault once with rule, file and stack", async () => {
    const codes = async () => (await client.items(uriOf("work/compose.yaml"))).map(({ code }) => code);
    expect(await codes()).toEqual(expect.arrayContaining(["host-ports-discarded", "faulty", "faulty-fix"]));
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: uriOf("work/compose.yaml"), version: 2 },
      contentChanges: [{ text: text.replace("8080", "8081") }],
    });
    expect(await codes()).toEqual(expect.arrayContaining(["host-ports-discarded", "faulty", "faulty-fix"]));
    expect(errors()).toHaveLength(1);
    expect(errors()[0]).toContain(`${path("work/compose.yaml")}: internal error in rule faulty at service bad: boom`);
    expect(errors()[0]).toMatch(/\n +at /);
  });

  it("offers the quick fixes of all other rules", async () => {
    const actions = await client.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("work/compose.yaml") },
      range: { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } },
      context: { diagnostics: [] },
    });
    const titles = actions.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(["Fix good", "Fix last"]));
    expect(titles.some((title) => title.startsWith("Remove"))).toBe(true);
    expect(errors().at(-1)).toContain("internal error in rule faulty-fix at service bad: no fix");
  });

  it("checks the whole workspace", async () => {
    const result = await client.connection.sendRequest<CheckWorkspaceResult>(checkWorkspaceMethod);
    expect(result).toMatchObject({ files: 2, unreadable: [] });
    expect(client.published.map(({ uri }) => uri)).toContain(uriOf("work/other/compose.yaml"));
  });
});
