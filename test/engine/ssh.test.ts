import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { parseEndpoint } from "../../client/src/docker/endpoint/endpoint";
import type { EndpointEnvironment } from "../../client/src/docker/endpoint/endpointEnvironment";
import { EngineError, type EngineFaultKind } from "../../client/src/docker/fault";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { run } from "../../scripts/child.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { ensurePackages } from "../../scripts/engine/packages.mjs";

const socket = inject("dockerSocket");
const usualPath = process.env.PATH;
let folder: string;
let port: number;
const servers: ChildProcess[] = [];
const at = (...parts: string[]): string => path.join(folder, ...parts);

/** An sshd of our own on loopback, which lets the key in, with this PATH for what is run there. */
async function startServer(far: string): Promise<number> {
  const reserved = createServer();
  await new Promise<void>((resolve) => reserved.listen(0, "127.0.0.1", resolve));
  const { port: number } = reserved.address() as AddressInfo;
  await new Promise((resolve) => reserved.close(resolve));
  const lines = [
    ...[`Port ${number}`, "ListenAddress 127.0.0.1", `HostKey ${at("host")}`, `PidFile ${at(`${number}.pid`)}`],
    ...[`AuthorizedKeysFile ${at("user.pub")}`, "PasswordAuthentication no", "KbdInteractiveAuthentication no"],
    ...["PermitRootLogin prohibit-password", "StrictModes no", "UsePAM no", `SetEnv PATH=${far}`],
  ];
  await writeFile(at(`${number}.conf`), `${lines.join("\n")}\n`);
  servers.push(spawn("/usr/sbin/sshd", ["-D", "-e", "-f", at(`${number}.conf`)], { stdio: "ignore" }));
  await vi.waitFor(
    () =>
      new Promise<void>((resolve, reject) => {
        const attempt = connect(number, "127.0.0.1", () => {
          attempt.destroy();
          resolve();
        }).once("error", reject);
      }),
    10_000,
  );
  return number;
}

/** The user's ssh as it is, with a configuration that is not that of whoever runs the tests. */
async function configure({ key = "user", known = "known" }: { key?: string; known?: string }): Promise<void> {
  const lines = [`IdentityFile ${at(key)}`, "IdentitiesOnly yes", `UserKnownHostsFile ${at(known)}`];
  await writeFile(at("config"), `${[...lines, "GlobalKnownHostsFile /dev/null", "IdentityAgent none"].join("\n")}\n`);
}

beforeAll(async () => {
  await ensurePackages(["openssh-client", "openssh-server"]);
  folder = await mkdtemp(path.join(tmpdir(), "hostside-sshd-"));
  await mkdir("/run/sshd", { recursive: true });
  for (const name of ["host", "user", "stranger"])
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", at(name)]);
  port = await startServer("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  const [type, key] = (await readFile(at("host.pub"), "utf8")).split(" ");
  await writeFile(at("known"), `[127.0.0.1]:${port} ${type ?? ""} ${key ?? ""}\n`);
  await writeFile(at("unknown"), "");
  await mkdir(at("bin"));
  await writeFile(at("bin", "ssh"), `#!/bin/sh\nexec /usr/bin/ssh -F ${at("config")} "$@"\n`);
  await chmod(at("bin", "ssh"), 0o755);
  process.env.PATH = `${at("bin")}${path.delimiter}${usualPath ?? ""}`;
}, 120_000);

afterAll(async () => {
  process.env.PATH = usualPath;
  for (const server of servers) server.kill();
  await rm(folder, { recursive: true, force: true });
});

const endpoint = (to: number, far = socket) =>
  parseEndpoint(`ssh://root@127.0.0.1:${to}${far}`, "setting", {} as EndpointEnvironment);

async function faultOf(to: number, far?: string): Promise<EngineFaultKind> {
  const engine = createEngine(await endpoint(to, far));
  try {
    await engine.version();
  } catch (error) {
    if (error instanceof EngineError) return error.fault.kind;
    throw error;
  } finally {
    engine.connection.close();
  }
  throw new Error("it answered");
}

describe("an engine behind a real sshd", () => {
  test("is listed and followed, and leaves no ssh behind", async () => {
    await configure({});
    const live = new LiveInventory({ connect: async () => createEngine(await endpoint(port)) });
    live.start();
    try {
      expect((await live.settled()).kind).toBe("ready");
      const { Id } = await callEngineJson<{ Id: string }>(socket, "/containers/create?name=hostside-test-ssh", {
        method: "POST",
        json: { Image: "busybox:latest", Cmd: ["sleep", "600"], Labels: { "hostside.test": "1" } },
      });
      await vi.waitFor(() => expect(live.inventory.containers.get(Id)?.name).toBe("hostside-test-ssh"), 10_000);
      await callEngine(socket, `/containers/${Id}`, { method: "DELETE" });
      await vi.waitFor(() => expect(live.inventory.containers.has(Id)).toBe(false), 10_000);
    } finally {
      live.stop();
    }
    await vi.waitFor(async () => {
      const { output } = await run("pgrep", ["-f", `ssh -F ${at("config")}`], { allowFailure: true });
      expect(output.trim()).toBe("");
    }, 10_000);
  });

  test("whose host key nobody has checked is not trusted", async () => {
    await configure({ known: "unknown" });
    expect(await faultOf(port)).toBe("host-key");
  });

  test("does not let a stranger's key in", async () => {
    await configure({ key: "stranger" });
    expect(await faultOf(port)).toBe("ssh");
  });

  test("is not there, or its socket is not, or no docker is", async () => {
    await configure({});
    expect(await faultOf(9)).toBe("unreachable");
    expect(await faultOf(port, "/nowhere/docker.sock")).toBe("not-running");
    const bare = await startServer("/nowhere");
    await writeFile(at("known"), (await readFile(at("known"), "utf8")).replaceAll(`:${port} `, `:${bare} `));
    expect(await faultOf(bare)).toBe("not-installed");
  });
});
