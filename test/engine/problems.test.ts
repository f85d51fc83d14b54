import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import type { Container } from "../../client/src/docker/inventory/container";
import { createEngine } from "../../client/src/docker/api/engine";
import { findContainer } from "../../client/src/docker/inventory/inventory";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { probeInBackground, probeContainer } from "../../client/src/insight/containerProbe";
import type { ProbeSource } from "../../client/src/insight/probeSource";
import { PortLosers } from "../../client/src/insight/portLosers";
import { problemBrief, problemText } from "../../client/src/insight/problems";
import { foreignMachine, thisMachine, type Machine } from "../../client/src/netns/read/machine";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { english } from "../../client/test/english";

const socket = inject("dockerSocket");
const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const live = new LiveInventory({ connect: () => Promise.resolve(engine) });
const here = thisMachine(process.platform, process.getuid?.());
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

function source(machine: Machine): ProbeSource {
  const { status, inventory } = live;
  if (status.kind !== "ready") throw new Error(`the engine is ${status.kind}`);
  return { engine, facts: status.facts, machine, table: thisProcessTable, inventory };
}

const problems = async (container: Container, machine = here): Promise<string[]> => {
  const [full, unasked] = [
    await probeContainer(source(machine), container),
    await probeInBackground(source(machine), container),
  ];
  // On this machine nobody has to ask; elsewhere less is told, and nothing else.
  if (machine === here) expect(unasked.problems).toEqual(full.problems);
  else expect(full.problems).toEqual(expect.arrayContaining([...unasked.problems]));
  return full.problems.map((problem) => problemText(problem, english));
};

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
    const fails =
      "httpd -f -p 127.0.0.1:21981 || { echo 'bind() to 127.0.0.1:21981 failed: Address already in use'; exit 1; }";
    await start("second", ["sh", "-c", fails], host);
    const second = await inState("second", "exited");
    expect(await problems(second)).toEqual([
      expect.stringMatching(/^It exited because port 21981 is in use\. hostside-test-first has that port now\.$/u),
    ]);
  });

  test("is why a host-mode program is started again and again", async () => {
    await start("first", bindTo("21982"), host);
    await listening(21_982);
    await start("second", ["sh", "-c", "sleep 0.2; exec httpd -f -p 127.0.0.1:21982"], {
      ...host,
      RestartPolicy: { Name: "always" },
    });
    const second = await inState("second", "restarting");
    // Between two runs, and in the middle of one, which the engine tells as running and without a failure.
    for (const restarting of [true, false]) {
      await vi.waitFor(
        async () => {
          const { State } = await callEngineJson<{ State: { Restarting: boolean } }>(
            socket,
            `/containers/${second.id}/json`,
          );
          expect(State.Restarting).toBe(restarting);
        },
        { timeout: 20_000, interval: 20 },
      );
      expect(await problems(second)).toEqual([expect.stringMatching(/^It exited because .*in use/u)]);
    }
  });

  test("is guessed from the command where the log has no number, if another has it", async () => {
    await start("first", bindTo("21984"), host);
    await listening(21_984);
    await start("second", ["httpd", "-f", "-p", "21984"], host);
    const second = await inState("second", "exited");
    expect(await problems(second)).toEqual([
      "It exited because a port that it needs is in use. Perhaps it is 21984: hostside-test-first has that port now.",
    ]);
    await start("third", ["sh", "-c", "echo 'bind: Address already in use' >&2; exit 1", "21985"], host);
    expect(await problems(await inState("third", "exited"))).toEqual([
      "It exited because a port that it needs is in use.",
    ]);
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
    expect(await problems(second)).toEqual([
      expect.stringMatching(
        /^Port 21983 of the host is taken by hostside-test-first: the engine could not start it\.$/u,
      ),
    ]);
    expect(await losers.of(engine, live.inventory)).toEqual([{ container: second, port: 21_983 }]);
  });
});

test("a program that fails again and again is told with how often and with which exit code", async () => {
  await start("loop", ["sh", "-c", "exit 3"], { RestartPolicy: { Name: "always" } });
  await start("ends", ["sh", "-c", "exit 0"], { RestartPolicy: { Name: "always" } });
  await start("tried", ["sh", "-c", "exit 3"], { RestartPolicy: { Name: "on-failure", MaximumRetryCount: 1 } });
  await start("once", ["sh", "-c", "exit 3"]);
  const briefs = async (name: string, state: string): Promise<string[]> => {
    const { problems: found } = await probeInBackground(source(here), await inState(name, state));
    return found.map((problem) => problemBrief(problem, english));
  };
  expect(await briefs("tried", "exited")).toEqual(["restarted once, exit 3"]);
  expect(await briefs("once", "exited")).toEqual([]);
  await vi.waitFor(
    async () =>
      expect(await briefs("loop", "restarting")).toEqual([expect.stringMatching(/^restarted \d+ times, exit 3$/u)]),
    { timeout: 20_000, interval: 100 },
  );
  expect(await briefs("ends", "restarting")).toEqual([]);
});

/** How the engine's machine is seen: from here, or only through the engine. */
const ways = [
  ["from this machine", here],
  ["from afar", foreignMachine],
] as const;

describe.each(ways)("who shares the network of another, looked at %s,", (_, machine) => {
  const sharer = (): Promise<string> =>
    start("sharer", ["sleep", "600"], { NetworkMode: "container:hostside-test-owner" });

  test("has lost it when that one was restarted, stopped or removed", async () => {
    const owner = await start("owner", ["sleep", "600"]);
    const id = await sharer();
    const running = await inState("sharer", "running");
    expect(await problems(running, machine)).toEqual([]);
    const before = live.inventory.containers.get(owner);
    await post(`/containers/${owner}/restart?t=0`);
    // However short it was, a restart is news.
    await vi.waitFor(() => expect(live.inventory.containers.get(owner)).not.toBe(before), 5_000);
    await inState("owner", "running");
    expect(await problems(running, machine)).toEqual([expect.stringMatching(/owner, .*restarted after it/u)]);
    await post(`/containers/${id}/restart?t=0`);
    await inState("sharer", "running");
    expect(await problems(running, machine)).toEqual([]);
    await post(`/containers/${owner}/kill`);
    await inState("owner", "exited");
    expect(await problems(running, machine)).toEqual([expect.stringMatching(/owner, .*has stopped/u)]);
    await callEngine(socket, `/containers/${owner}?force=1`, { method: "DELETE" });
    await vi.waitFor(() => expect(live.inventory.containers.has(owner)).toBe(false), 5_000);
    expect(await problems(running, machine)).toEqual([expect.stringMatching(/was removed/u)]);
  });

  test("keeps it when that one was in host mode and is gone", async () => {
    const owner = await start("owner", ["sleep", "600"], host);
    await sharer();
    const running = await inState("sharer", "running");
    await callEngine(socket, `/containers/${owner}?force=1`, { method: "DELETE" });
    await vi.waitFor(() => expect(live.inventory.containers.has(owner)).toBe(false), 5_000);
    expect(await problems(running, machine)).toEqual([]);
  });
});

describe("what a container listens on", () => {
  const listens = async (name: string): Promise<string[] | undefined> => {
    const { listening } = await probeContainer(source(here), await inState(name, "running"));
    return listening?.map(
      ({ protocol, address, port, owner }) => `${address}:${port}/${protocol} ${owner?.program ?? ""}`,
    );
  };

  test("is told apart from the host's in host mode, with its program", async () => {
    await start("web", bindTo("21984"), host);
    await start("other", bindTo("21985"), host);
    await listening(21_984);
    await listening(21_985);
    expect(await listens("web")).toEqual(["127.0.0.1:21984/tcp httpd"]);
    expect(await listens("other")).toEqual(["127.0.0.1:21985/tcp httpd"]);
  });

  test("is all of its own namespace otherwise", async () => {
    await start("web", ["httpd", "-f", "-p", "8081"]);
    await vi.waitFor(async () => expect(await listens("web")).toEqual([":::8081/tcp httpd"]), 10_000);
  });
});

test("a publish that nothing answers, or loopback alone, is a problem once the program had time to listen", async () => {
  const ports = { "8082/tcp": {}, "8083/tcp": {}, "8084/tcp": {} };
  const bindings = Object.fromEntries(Object.keys(ports).map((port) => [port, [{ HostIp: "127.0.0.1" }]]));
  const script = "httpd -p 127.0.0.1:8083; exec httpd -f -p 8084";
  await start("web", ["sh", "-c", script], { PortBindings: bindings }, { ExposedPorts: ports });
  const web = await inState("web", "running");
  expect(await probeContainer(source(here), web)).toMatchObject({ young: true, problems: [] });
  for (const machine of [here, foreignMachine]) {
    await vi.waitFor(async () => expect((await probeContainer(source(machine), web)).young).toBe(false), {
      timeout: 20_000,
      interval: 500,
    });
    const found = (await probeContainer(source(machine), web)).problems;
    // They come in the order of the host's ports, which the engine has picked.
    expect(found.map((problem) => JSON.stringify(problem)).sort()).toEqual([
      '{"kind":"loopback-only","port":8083,"protocol":"tcp","address":"127.0.0.1"}',
      '{"kind":"nothing-listens","port":8082,"protocol":"tcp"}',
    ]);
  }
});
