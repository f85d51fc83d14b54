import { chmodSync, mkdtempSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { run } from "../../scripts/child.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { bundled } from "./bundled";
import type { AsUserAnswer } from "./asUser";

const socket = inject("dockerSocket");
const folder = mkdtempSync(path.join(tmpdir(), "hostside-user-"));
const program = path.join(folder, "asUser.cjs");
const names = ["nginx", "scratch", "host", "joined"].map((name) => `hostside-user-${name}`);
const created: string[] = [];

async function start(name: string, image: string, mode: string, command: string[] = ["sleep", "900"]): Promise<void> {
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=hostside-user-${name}`, {
    method: "POST",
    json: { Image: image, ...(command.length === 0 ? {} : { Cmd: command }), HostConfig: { NetworkMode: mode } },
  });
  created.push(Id);
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
}

/** A process of the user nobody whose only right is the group of the engine's socket, as a user of the docker group. */
async function asUser(depth: "quick" | "full"): Promise<AsUserAnswer> {
  const group = statSync(socket).gid;
  const identity = ["--reuid=65534", "--regid=65534", `--groups=${group}`, "--no-new-privs", "--bounding-set=-all"];
  const { output } = await run("setpriv", [...identity, process.execPath, program, socket, depth, ...names]);
  return JSON.parse(output) as AsUserAnswer;
}

beforeAll(async () => {
  chmodSync(folder, 0o755);
  await bundled("asUser.ts", program);
  await start("nginx", "nginx:alpine", "bridge");
  await start("scratch", "hostside/scratch:latest", "bridge", []);
  await start("host", "busybox:latest", "host");
  await start("joined", "busybox:latest", "container:hostside-user-nginx");
});

afterAll(async () => {
  for (const id of created) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
  await rm(folder, { recursive: true, force: true });
});

describe("a user who is not root and in the docker group", () => {
  test("reads every container from /proc alone, also one without any program", async () => {
    const { userId, sides } = await asUser("quick");
    expect(userId).toBe(65_534);
    for (const { name, text, ways } of sides.slice(1)) {
      expect([name, ways]).toEqual([name, name.endsWith("-host") ? ["proc", "here"] : ["proc"]]);
      expect(text).toMatch(/^1: lo:/u);
      if (!name.endsWith("host"))
        expect(text).toMatch(/^\d+: eth0:\n {4}link\/ether \S+\n {4}inet 172\.\d+\.\d+\.\d+\/16 /mu);
    }
  });

  // Engines beside this one add interfaces to the host, also between two readings of it. What is wrong is so each time.
  const beside = { retry: 3 };
  test("sees a host-mode container equal to the host, in full, line for line", beside, async () => {
    const { sides } = await asUser("full");
    const [host, ...rest] = sides;
    expect(host?.name).toBe("host");
    expect(host?.text).toMatch(/^1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536/u);
    expect(rest.find(({ name }) => name.endsWith("-host"))?.text).toBe(host?.text);
    const nginx = rest.find(({ name }) => name.endsWith("-nginx"));
    expect(nginx?.text).toMatch(/^\d+: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500/mu);
    expect(nginx?.text).not.toBe(host?.text);
    expect(rest.find(({ name }) => name.endsWith("-joined"))?.text).toBe(nginx?.text);
  });
});
