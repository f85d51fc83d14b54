import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import type { Container } from "../../client/src/docker/container";
import { createEngine } from "../../client/src/docker/engine";
import { findContainer } from "../../client/src/docker/inventory";
import { LiveInventory } from "../../client/src/docker/liveInventory";
import { lookInto } from "../../client/src/insight/containerLook";
import { PortLosers } from "../../client/src/insight/portLosers";
import { problemText } from "../../client/src/insight/problems";
import { thisMachine } from "../../client/src/netns/machine";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { english } from "../../client/test/english";

const socket = inject("dockerSocket");
const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const live = new LiveInventory({ connect: () => Promise.resolve(engine) });
const machine = thisMachine(process.platform, process.getuid?.());
const created: string[] = [];

async function create(name: string, command: string[], hostConfig: object = {}, more: object = {}): Promise<string> {
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=hostside-test-${name}`, {
    method: "POST",
    json: { Image: "busybox:latest", Cmd: command, Labels: { "hostside.test": "1" }, HostConfig: hostConfig, ...more },
  });
  created.push(Id);
  return Id;
}

const post = (path: string): Promise<string> => callEngine(socket, path, { method: "POST" });

/** Starts it; that the engine refuses is what some of these tests are about. */
async function start(name: string, command: string[], hostConfig: object = {}, more: object = {}): Promise<string> {
  const id = await create(name, command, hostConfig, more);
  await post(`/containers/${id}/start`).catch(() => undefined);
  return id;
}

/** The container once its state is this one. */
async function inState(name: string, state: string): Promise<Container> {
  return vi.waitFor(
    () => {
      const found = findContainer(live.inventory, `hostside-test-${name}`);
      if (found?.state !== state) throw new Error(`${name} is ${found?.state ?? "not there"}, not ${state}`);
      return found;
    },
    { timeout: 20_000, interval: 50 },
  );
}

/** Resolves once something listens there, so that who comes second is certain. */
const listening = (port: number): Promise<void> =>
  vi.waitFor(
    () =>
      new Promise<void>((resolve, reject) => {
        const attempt = connect(port, "127.0.0.1", () => {
          attempt.destroy();
          resolve();
        }).once("error", reject);
      }),
    10_000,
  );

const problems = async (container: Container): Promise<string[]> =>
  (await lookInto(engine, machine, live.inventory, container)).problems.map((problem) => problemText(problem, english));

const lost = async (): Promise<string[]> =>
  (await new PortLosers().of(engine, live.inventory)).map(({ container, port }) => `${container.name} ${port}`);

beforeAll(async () => {
  live.start();
  await live.settled();
});
afterEach(async () => {
  // One of them may have been removed by its test already.
  for (const id of created.splice(0)) {
    await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" }).catch(() => undefined);
  }
});
afterAll(() => live.stop());

const bindTo = (port: string): string[] => ["httpd", "-f", "-p", `127.0.0.1:${port}`];
const host = { NetworkMode: "host" };

describe("a port of the host that another has", () => {
  test("is why a host-mode program exited", async () => {
    await start("first", bindTo("21981"), host);
    await listening(21_981);
    await start("second", bindTo("21981"), host);
    const second = await inState("second", "exited");
    expect(await problems(second)).toEqual([expect.stringMatching(/^It exited because .*in use/u)]);
  });

  test("is why a host-mode program is started again and again", async () => {
    await start("first", bindTo("21982"), host);
    await listening(21_982);
    await start("second", ["sh", "-c", "sleep 0.2; exec httpd -f -p 127.0.0.1:21982"], {
      ...host,
      RestartPolicy: { Name: "always" },
    });
    const second = await inState("second", "restarting");
    expect(await problems(second)).toEqual([expect.stringMatching(/^It exited because .*in use/u)]);
  });

  test("is not why it was stopped later, whatever an earlier run wrote", async () => {
    const script = "test -e /ran || { touch /ran; echo 'bind: Address already in use' >&2; exit 1; }; exec sleep 600";
    const id = await start("again", ["sh", "-c", script], host);
    expect(await problems(await inState("again", "exited"))).toHaveLength(1);
    // The engine notes whole seconds apart; a run that follows at once counts as the same trouble.
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    await post(`/containers/${id}/start`);
    await inState("again", "running");
    await post(`/containers/${id}/kill`);
    const killed = await inState("again", "exited");
    expect(killed.exitCode).toBe(137);
    expect(await problems(killed)).toEqual([]);
    expect(await lost()).toEqual([]);
  });

  test("is why a publish could not be made, also to whoever looked before the start", async () => {
    const publish = { PortBindings: { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "21983" }] } };
    const exposed = { ExposedPorts: { "80/tcp": {} } };
    await start("first", ["sleep", "600"], publish, exposed);
    const id = await create("second", ["sleep", "600"], publish, exposed);
    const before = await inState("second", "created");
    const losers = new PortLosers();
    expect(await problems(before)).toEqual([]);
    expect(await losers.of(engine, live.inventory)).toEqual([]);
    await post(`/containers/${id}/start`).catch(() => undefined);
    await vi.waitFor(() => expect(live.inventory.containers.get(id)).not.toBe(before), 5_000);
    const second = await inState("second", "created");
    expect(await problems(second)).toEqual([expect.stringMatching(/^The engine could not start it: .*21983/u)]);
    expect(await losers.of(engine, live.inventory)).toEqual([{ container: second, port: 21_983 }]);
  });
});
