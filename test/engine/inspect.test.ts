import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { bundleOptions } from "../../scripts/bundles.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { freePort } from "./freePort";

const socket = inject("dockerSocket");
const folder = mkdtempSync(path.join(tmpdir(), "hostside-inspect-"));
const program = path.join(folder, "inspect.js");
const prefix = "hostside-inspect-";
const created: string[] = [];

interface Answered {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs the program as root, or as nobody with the group of the engine's socket as a user of the docker group has it. */
function run(words: readonly string[], as: "root" | "user" = "root", host = `unix://${socket}`): Promise<Answered> {
  const own = [program, ...words, "--host", host];
  const group = statSync(socket).gid;
  const identity = ["--reuid=65534", "--regid=65534", `--groups=${group}`, "--no-new-privs", "--bounding-set=-all"];
  const child =
    as === "root" ? spawn(process.execPath, own) : spawn("setpriv", [...identity, process.execPath, ...own]);
  return new Promise((resolve, reject) => {
    let [out, error] = ["", ""];
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    child.stderr.on("data", (chunk) => (error += String(chunk)));
    child.once("error", reject).once("close", (status) => resolve({ status, out, error }));
  });
}

async function start(name: string, mode: string, command: string[], more: object = {}): Promise<string> {
  const { HostConfig = {}, ...rest } = more as { HostConfig?: object };
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${prefix}${name}`, {
    method: "POST",
    json: { Image: "busybox:latest", Cmd: command, ...rest, HostConfig: { NetworkMode: mode, ...HostConfig } },
  });
  created.push(Id);
  // A publish that loses is refused here, and its container stays.
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" }).catch(() => undefined);
  return Id;
}

const serve = (port: number): string[] => ["httpd", "-f", "-p", String(port)];
const publish = (port: number): object => ({
  ExposedPorts: { "80/tcp": {} },
  HostConfig: { PortBindings: { "80/tcp": [{ HostPort: String(port) }] } },
});

let [held, published, free] = [0, 0, 0];
/** Below 1024, and nobody's. */
const lowPort = 619;

async function network(name: string): Promise<void> {
  const json = { Name: `${prefix}${name}` };
  await callEngineJson(socket, "/networks/create", { method: "POST", json });
}

beforeAll(async () => {
  chmodSync(folder, 0o755);
  const [options] = bundleOptions({ production: false, folder }).filter(({ outfile }) => outfile === program);
  await build(options ?? {});
  [held, published, free] = [await freePort(), await freePort(), await freePort()];
  await start("first", "host", serve(held));
  await start("second", "host", serve(held));
  await start("web", "bridge", serve(80), publish(published));
  await start("loser", "bridge", serve(80), publish(published));
  const owner = await start("owner", "bridge", ["sleep", "900"]);
  await start("sharer", "container:hostside-inspect-owner", ["sleep", "900"]);
  await start("done", "bridge", ["true"]);
  await start("evil", "bridge", ["sh", "-c", "printf 'bind: \\033[31mAddress already in use\\033[0m\\n' >&2; exit 3"]);
  await callEngine(socket, `/containers/${owner}/restart?t=0`, { method: "POST" });
  await network("apart");
  await network("gone");
  await network("front");
  await start("database", `${prefix}apart`, ["sleep", "900"]);
  const caller = await start("caller", `${prefix}front`, ["wget", "-q", `http://${prefix}database/`]);
  const low = await start("low", "host", serve(lowPort), { User: "65534" });
  await start("joined", "container:hostside-inspect-done", ["sleep", "900"]);
  await start("orphan", `${prefix}gone`, ["true"]);
  await callEngine(socket, `/containers/${prefix}orphan/wait`, { method: "POST" });
  await callEngine(socket, `/networks/${prefix}gone`, { method: "DELETE" });
  await callEngine(socket, `/containers/${prefix}orphan/start`, { method: "POST" }).catch(() => undefined);
  await start("nowhere", "bridge", serve(80), {
    ExposedPorts: { "80/tcp": {} },
    HostConfig: { PortBindings: { "80/tcp": [{ HostIp: "192.0.2.77", HostPort: "18080" }] } },
  });
  await start("ill", "bridge", serve(80), {
    Healthcheck: { Test: ["CMD-SHELL", "wget -q -O- http://localhost:8080/"], Interval: 1e8, Timeout: 2e9, Retries: 1 },
  });
  await start("well", "bridge", serve(80), {
    Healthcheck: { Test: ["CMD-SHELL", "nc 127.0.0.1 80 </dev/null"], Interval: 1e8, Timeout: 2e9, Retries: 1 },
  });
  // What exits by itself has exited when the engine says so.
  const ended = [created[1], created[6], created[7], caller, low];
  for (const id of ended) await callEngine(socket, `/containers/${id ?? ""}/wait`, { method: "POST" });
  const isUnhealthy = async (): Promise<void> => {
    const { State } = await callEngineJson<{ State: { Health: { Status: string } } }>(
      socket,
      `/containers/${prefix}ill/json`,
    );
    expect(State.Health.Status).toBe("unhealthy");
  };
  await vi.waitFor(isUnhealthy, { timeout: 30_000, interval: 200 });
});

afterAll(async () => {
  for (const id of created) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
  for (const name of ["apart", "front"]) {
    await callEngine(socket, `/networks/${prefix}${name}`, { method: "DELETE" });
  }
  await rm(folder, { recursive: true, force: true });
});

describe.each(["root", "user"] as const)("hostside inspect as %s", (as) => {
  const json = async (...words: string[]): Promise<Answered & { value: never }> => {
    const answered = await run([...words, "--format", "json"], as);
    return { ...answered, value: JSON.parse(answered.out) as never };
  };

  test("ports says who has a port, and who needs it", async () => {
    const { status, value } = await json("ports", String(held));
    expect(value).toMatchObject({
      ports: [{ port: held, protocol: "tcp", owner: { kind: "host-mode", container: `${prefix}first` } }],
      isHostRead: true,
      nextFree: expect.any(Number) as number,
    });
    expect(status).toBe(1);
    const publishes = await json("ports", String(published));
    expect(publishes.value).toMatchObject({
      ports: [{ owner: { kind: "publish", container: `${prefix}web` }, neededBy: [`${prefix}loser`] }],
    });
  });

  test("ports exits 0 for a port that is free", async () => {
    const { status, out } = await run(["ports", String(free)], as);
    expect([status, out]).toEqual([0, `Free: ${free}\n`]);
  });

  test("exit names who has the port, of a program in host mode and of a publish", async () => {
    const second = await run(["exit", `${prefix}second`], as);
    expect(second.status).toBe(1);
    expect(second.out).toContain("It exited because a port that it needs is in use.");
    expect(second.out).toContain(`${prefix}first has that port now`);
    expect(second.out).toMatch(new RegExp(`docker logs ${prefix}second:\n.*Address already in use`, "u"));
    const loser = await run(["exit", `${prefix}loser`], as);
    expect(loser.status).toBe(1);
    expect(loser.out).toContain(`Port ${published} of the host is taken by ${prefix}web`);
    expect(loser.out).toContain("docs/live-problems.md#not-started");
  });

  test("exit says of one that runs, and of one that is done, that nothing is wrong", async () => {
    for (const name of ["web", "done"]) {
      const { status, out } = await run(["exit", `${prefix}${name}`], as);
      expect([name, status]).toEqual([name, 0]);
      expect(out).toContain(name === "web" ? "is running, and nothing is known to be wrong" : "without a failure");
    }
  });

  test.each([
    ["low", /its user may not listen on its port\..*/u, "host-low-port-non-root"],
    [
      "caller",
      new RegExp(`does not resolve: ${prefix}database\\. .*on other networks alone \\(${prefix}apart\\)`, "u"),
      "unresolvable-name",
    ],
    ["joined", new RegExp(`because ${prefix}done, whose network it shares, does not run`, "u"), "not-started"],
    ["orphan", new RegExp(`because its network ${prefix}gone does not exist`, "u"), "unknown-network-mode"],
    ["nowhere", /because the host has no address 192\.0\.2\.77/u, "not-started"],
  ])("exit knows why %s failed, and which page tells more", async (name, sentence, page) => {
    const { status, out } = await run(["exit", `${prefix}${name}`], as);
    expect(out).toMatch(sentence);
    expect(out).toContain(page);
    expect(status).toBe(1);
  });

  test("exit reads the health check of one that runs beside what listens", async () => {
    const ill = await run(["exit", `${prefix}ill`], as);
    expect(ill.out).toContain("asks port 8080, on which nothing in the container listens. It listens on 80: ask that.");
    expect(ill.out).toContain("health check: wget -q -O- http://localhost:8080/");
    expect(ill.status).toBe(1);
    expect((await run(["exit", `${prefix}well`], as)).status).toBe(0);
  });

  test("reach says why a name is not reached, and that a published port of this host is", async () => {
    const closed = await json("reach", `${prefix}ill`, `${prefix}database:80`);
    expect([closed.status, closed.value]).toMatchObject([
      1,
      { state: "closed", hops: [{ kind: "name", finding: { kind: "default-bridge-name" } }] },
    ]);
    const port = await run(["reach", "host", `127.0.0.1:${published}`], as);
    expect([port.status, port.out.split("\n")[0]]).toEqual([0, `127.0.0.1:${published} can be reached.`]);
    const silent = await run(["reach", "host", `127.0.0.1:${free}`], as);
    expect([silent.status, silent.out]).toEqual([1, expect.stringContaining("cannot be reached")]);
  });

  test("a log cannot colour the terminal", async () => {
    const { out } = await run(["exit", `${prefix}evil`], as);
    expect(out).toContain("Address already in use");
    expect(out).not.toContain("\u001B");
  });

  test("namespaces names who has lost the network that it shares", async () => {
    const { status, out } = await run(["namespaces"], as);
    expect(status).toBe(1);
    expect(out).toContain(`${prefix}sharer: It has lost its network: ${prefix}owner`);
    expect(out).toMatch(new RegExp(`^${prefix}web +│ bridge +│ eth0 172\\.`, "mu"));
  });

  test("diff finds a container in host mode equal to the host, and one with its own namespace different", async () => {
    const equal = await run(["diff", "host", `${prefix}first`], as);
    expect([equal.status, equal.out]).toEqual([
      0,
      expect.stringMatching(/shares the host's network namespace.*identical/u),
    ]);
    const other = await run(["diff", "host", `${prefix}web`], as);
    expect(other.status).toBe(1);
    expect(other.out).toMatch(/^\+ +inet 172\./mu);
    expect(other.out).toContain(`--- host\n+++ ${prefix}web\n@@ `);
  });
});

describe("hostside inspect", () => {
  test.each([
    [["exit", "nobody-here"], 'There is no container "nobody-here".'],
    [["exit", `${prefix}se`], `Similar: ${prefix}second.`],
    [["diff", "host", `${prefix}done`], "is not running (exit code 0)"],
    [["ports", "70000"], "70000 is no port"],
  ])("says in one line why there is no answer: %j", async (words, sentence) => {
    const { status, out, error } = await run(words);
    expect([status, out]).toEqual([2, ""]);
    expect(error).toContain(sentence);
    expect(error.trimEnd().split("\n")).toHaveLength(1);
  });

  test("says in one line that no engine answers", async () => {
    const { status, error } = await run(["ports"], "root", "unix:///nowhere/docker.sock");
    expect(status).toBe(2);
    expect(error).toBe(
      "hostside: No engine answers at unix:///nowhere/docker.sock. Start it, or name another one with --host or --context.\n",
    );
  });
});
