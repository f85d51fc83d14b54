import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine, type Engine } from "../../src/docker/api/engine";
import type { Endpoint } from "../../src/docker/endpoint/endpoint";
import { EngineError } from "../../src/docker/fault";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { eventLine, idOf, listed, startFakeEngine, type FakeEngine } from "./fakeEngine";

/** Stands for the user's ssh: a program of that name, first on PATH, whose far end is the engine's socket. */
let folder: string;
let fake: FakeEngine;
const usualPath = process.env.PATH;

async function ssh(script: string): Promise<void> {
  const file = path.join(folder, "ssh");
  await writeFile(file, `#!${process.execPath}\n${script}\n`);
  await chmod(file, 0o755);
}

const far: Endpoint = { kind: "ssh", host: "build.example", address: "ssh://build.example", source: "setting" };
const engine = (): Engine => createEngine(far, { call: 5_000, list: 5_000 });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hostside-ssh-"));
  fake = await startFakeEngine();
  process.env.PATH = `${folder}${path.delimiter}${usualPath ?? ""}`;
  const socket = fake.endpoint.kind === "socket" ? fake.endpoint.path : "";
  await ssh(`const { connect } = require("node:net");
const socket = connect(${JSON.stringify(socket)});
process.stdin.pipe(socket).pipe(process.stdout);
socket.on("close", () => process.exit(0));`);
});
afterEach(async () => {
  process.env.PATH = usualPath;
  await fake.close();
  await rm(folder, { recursive: true });
});

describe("an engine at the far end of ssh", () => {
  it("is listed and followed like any other", async () => {
    fake.containers = [listed(idOf(1), "one")];
    const live = new LiveInventory({ connect: () => Promise.resolve(engine()), random: () => 0 });
    live.start();
    try {
      expect((await live.settled()).kind).toBe("ready");
      fake.containers = [listed(idOf(1), "renamed")];
      fake.send(eventLine(idOf(1), "rename"));
      await vi.waitFor(() => expect(live.inventory.containers.get(idOf(1))?.name).toBe("renamed"), 10_000);
    } finally {
      live.stop();
    }
  });

  it("says what ssh said when it gave up", async () => {
    await ssh(`process.stderr.write("Host key verification failed.\\r\\n"); process.exitCode = 255;`);
    const failure: unknown = await engine()
      .version()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineError);
    expect((failure as EngineError).fault).toMatchObject({ kind: "host-key", detail: "Host key verification failed." });
  });
});
