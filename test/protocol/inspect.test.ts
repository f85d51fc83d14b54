import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeEngine, type FakeEngine } from "../../client/test/docker/fakeEngine";
import { Client, composeText, pulling } from "./client";

/** `hostside inspect` and `lsp` as they are started: from the one program that npm puts on the path. */
const program = new URL("../../dist/cli.js", import.meta.url).pathname;

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly error: string;
}

let fake: FakeEngine;
let folder: string;
let host: string;

/** Runs a program; `started` may end it. */
function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv = {}, stop?: Promise<unknown>) {
  const child = spawn(command, words, { env: { PATH: process.env.PATH, HOME: folder, ...env } });
  void stop?.then(() => child.kill("SIGINT"));
  return new Promise<Ended>((resolve) => {
    let [out, error] = ["", ""];
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    child.stderr.on("data", (chunk) => (error += String(chunk)));
    child.once("close", (status, signal) => resolve({ status, signal, out, error }));
  });
}
const inspect = (words: readonly string[], env: NodeJS.ProcessEnv = {}, stop?: Promise<unknown>): Promise<Ended> =>
  run(process.execPath, [program, "inspect", ...words], env, stop);

const container = (at: number, more: object): object => ({
  Id: String(at).padStart(64, "a"),
  Names: [`/c${at}`],
  Image: "x",
  State: "running",
  HostConfig: { NetworkMode: "bridge" },
  Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 20_000 + at, Type: "tcp" }],
  ...more,
});

beforeAll(async () => {
  fake = await startFakeEngine();
  host = fake.endpoint.address;
  folder = mkdtempSync(join(tmpdir(), "hostside-inspect-"));
  fake.containers = Array.from({ length: 500 }, (_, at) => container(at, {}));
});
afterAll(async () => {
  await fake.close();
  rmSync(folder, { recursive: true });
});

describe("hostside inspect", () => {
  it("prints its questions and exit statuses for --help", async () => {
    const { status, out, error } = await inspect(["--help"]);
    expect([status, error]).toEqual([0, ""]);
    for (const text of ["hostside inspect ports [PORT|WORD]", "exit NAME", "--context NAME", "Exit status:"]) {
      expect(out).toContain(text);
    }
  });

  it.each([
    [[], "A question is missing."],
    [["reachability"], 'There is no question "reachability".'],
    [["exit"], "The form is: hostside inspect exit NAME."],
    [["diff", "host"], "The form is: hostside inspect diff NAME NAME."],
    [["reach", "host"], "The form is: hostside inspect reach FROM NAME:PORT."],
    [["ports", "--format", "xml"], 'There is no format "xml".'],
    [["diff", "host", "a", "--part", "mtu"], 'There is no part "mtu" of a namespace.'],
    [["ports", "--host", "unix:///s", "--context", "a"], "leave out one of them"],
    [["ports", "--colour"], "Unknown option '--colour'"],
  ])("exits 2 for wrong usage: %j", async (words, complaint) => {
    const { status, out, error } = await inspect(words);
    expect([status, out]).toEqual([2, ""]);
    expect(error).toContain(complaint);
    expect(error).toContain("hostside inspect ports [PORT|WORD]");
  });

  it.each([
    [["--host", "unix:///nowhere.sock"], {}, "No engine answers at unix:///nowhere.sock."],
    [["--host", "nonsense://x"], {}, "The engine's address is not usable: nonsense:// is not a way"],
    [["--context", "office"], {}, 'the Docker context "office" does not exist'],
    [[], { DOCKER_HOST: "unix:///elsewhere.sock" }, "No engine answers at unix:///elsewhere.sock."],
  ])("says in one line that there is no engine: %j %j", async (words, env, sentence) => {
    const { status, out, error } = await inspect(["ports", ...words], env);
    expect([status, out, error.trimEnd().split("\n").length]).toEqual([2, "", 1]);
    expect(error).toContain(sentence);
  });

  it("asks the engine of a context, and the one that DOCKER_HOST names", async () => {
    const id = createHash("sha256").update("fake").digest("hex");
    const meta = join(folder, ".docker", "contexts", "meta", id);
    mkdirSync(meta, { recursive: true });
    const context = { Name: "fake", Endpoints: { docker: { Host: host } } };
    writeFileSync(join(meta, "meta.json"), JSON.stringify(context));
    const answers = [
      await inspect(["ports", "20007", "--context", "fake"]),
      await inspect(["ports", "20007"], { DOCKER_HOST: host }),
    ];
    for (const { status, out } of answers) {
      expect(out).toMatch(/^20007\/tcp {2}0\.0\.0\.0 {2}c7 -> 80$/mu);
      expect(status).toBe(1);
    }
  });

  it("prints what a container is called as data", async () => {
    const before = fake.containers;
    fake.containers = [container(1, { Names: ["/a\u001B[2J\u202E##vso[x]\n::error::b"], Image: "\u009B2J" })];
    try {
      for (const format of ["text", "json"]) {
        const { out } = await inspect(["ports", "--format", format, "--host", host]);
        expect(out).toContain("20001");
        expect(out.replace(/\n/gu, "")).not.toMatch(/[\p{Cc}\p{Cf}]|##\w*\[|^::/u);
        if (format === "json") expect(JSON.parse(out)).toMatchObject({ ports: [{ port: 20_001 }] });
      }
    } finally {
      fake.containers = before;
    }
  });

  it("says who reaches whom as text and as JSON, with the exit status of that", async () => {
    const before = fake.containers;
    fake.containers = [container(1, { State: "exited" }), container(2, {})];
    const reach = (...words: string[]): Promise<Ended> => inspect(["reach", ...words, "--host", host]);
    try {
      const text = await reach("c1", "web:80");
      expect([text.status, text.error]).toEqual([1, ""]);
      expect(text.out).toMatch(
        /^web:80 cannot be reached\. c1 is not running \(exited\)\.\nStart it\.\n {4}docker start c1\n\nclosed {2}place/u,
      );
      const json = await reach("c1", "[::1]:53/udp", "--format", "json");
      expect([json.status, JSON.parse(json.out)]).toMatchObject([
        1,
        {
          from: { kind: "container" },
          to: "[::1]:53/udp",
          state: "closed",
          remedy: { line: "docker start c1" },
          hops: [{ kind: "place", state: "closed", evidence: ["docker ps"] }],
        },
      ]);
      // Of one that runs elsewhere nothing can be read, which is said and not taken for closed.
      const unknown = await reach("c2", "10.0.0.1:80", "--format", "json");
      expect([unknown.status, JSON.parse(unknown.out)]).toMatchObject([1, { state: "unknown" }]);
      for (const words of [
        ["c9", "web:80"],
        ["c1", "web"],
        ["c1", "web:70000"],
      ]) {
        const { status, out, error } = await reach(...words);
        expect([status, out, error.trimEnd().split("\n").length]).toEqual([2, "", 1]);
      }
    } finally {
      fake.containers = before;
    }
  });

  it("is silent where whoever reads has seen enough", async () => {
    const command = `'${process.execPath}' '${program}' inspect ports --host ${host} | head -1; echo "\${PIPESTATUS[0]}"`;
    const { out, error } = await run("bash", ["-c", command]);
    expect(out).toMatch(/^20000\/tcp.*\n0\n$/u);
    expect(error).toBe("");
  });

  it("ends by the signal of Ctrl-C, without a word", async () => {
    const asked = new Promise<void>((resolve) => {
      fake.answer = (request) => {
        const isList = request.url?.includes("/containers/json") === true;
        if (isList) resolve();
        return isList;
      };
    });
    const { signal, out, error } = await inspect(["ports", "--host", host], {}, asked);
    fake.answer = () => false;
    expect([signal, out, error]).toEqual(["SIGINT", "", ""]);
  });
});

describe("hostside lsp --stdio", () => {
  it("is the language server", async () => {
    const client = await Client.start(pulling, folder, [program], { program: "lsp" });
    const uri = "file:///compose.yaml";
    await client.open(uri, composeText);
    const answer = await client.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    expect(JSON.stringify(answer)).toContain("host-ports-discarded");
    expect(await client.stop()).toBe(0);
  });
});
