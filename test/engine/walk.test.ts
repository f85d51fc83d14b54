import { createServer, type Server } from "node:http";
import { networkInterfaces } from "node:os";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { thisMachine } from "../../client/src/netns/read/machine";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { removeAllOfUser, removeOfWalk } from "../../client/src/walk/cleanUp";
import { containersOfWalk, isCompletedBy } from "../../client/src/walk/completion";
import { hostNetworking } from "../../client/src/walk/hostNetworking/hostNetworking";
import { measureManyPorts } from "../../client/src/walk/manyPorts";
import type { WalkPlace } from "../../client/src/walk/place";
import { noProgress, withTried, type Progress } from "../../client/src/walk/progress";
import { runContainer, type RunOutcome } from "../../client/src/walk/run";
import { actionOf, walks } from "../../client/src/walk/table";
import { tryPort } from "../../client/src/walk/tryPort";
import { expectedOf, type Walk, type WalkPorts } from "../../client/src/walk/walk";
import { whyEnded } from "../../client/src/walk/whyEnded";
import { english } from "../../client/test/english";
import { callEngineJson } from "../../scripts/engine/http.mjs";

const socket = inject("dockerSocket");
const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const live = new LiveInventory({ connect: () => Promise.resolve(engine) });
const user = "tests@hostside";
const servers: Server[] = [];
let ports: WalkPorts = { app: 80, published: 2000 };
let image = "nginx:alpine";
let progress: Progress = noProgress;

/** All containers that the engine has, by ID. */
const listed = async (): Promise<string[]> => {
  const entries = await callEngineJson<{ Id: string }[]>(socket, "/containers/json?all=1");
  return entries.map(({ Id }) => Id).sort();
};

const listedNetworks = async (): Promise<string[]> => {
  const entries = await callEngineJson<{ Id: string }[]>(socket, "/networks");
  return entries.map(({ Id }) => Id).sort();
};

async function place(walk: Walk): Promise<WalkPlace> {
  await live.refresh();
  const { status, inventory } = live;
  if (status.kind !== "ready") throw new Error(`the engine is ${status.kind}`);
  const settings = { walk, user, image, ports, usernsRemap: false };
  const machine = thisMachine(process.platform, process.getuid?.());
  return { engine, facts: status.facts, machine, table: thisProcessTable, inventory, settings };
}

/** Does one thing of a step as the command does, and remembers it. */
async function play(step: string, id: string, walk = hostNetworking): Promise<unknown> {
  const found = actionOf(walk, step, id);
  if (found === undefined) throw new Error(`there is no ${step}/${id}`);
  const { action } = found;
  const done = (is: boolean): void => {
    if (is) progress = withTried(progress, step, id, "done");
  };
  switch (action.kind) {
    case "run": {
      const outcome = await runContainer(await place(walk), action.container);
      done(["runs", "ran-already", "ended"].includes(outcome.kind));
      return outcome;
    }
    case "try": {
      const outcome = await tryPort(await place(walk), action, expectedOf(found.step, id));
      if (outcome.kind === "found") progress = withTried(progress, step, id, outcome.found);
      return outcome;
    }
    case "why": {
      const why = await whyEnded(await place(walk), action.container, english);
      done(why.kind === "said" && why.isKnown);
      return why;
    }
    case "cleanUp":
      done(true);
      return removeAllOfUser(engine.connection, user, { walk: walk.id });
    default:
      throw new Error(`${action.kind} is for the window`);
  }
}

/** Whether a step is complete, by what the engine's events have told. */
const isComplete = (id: string, walk = hostNetworking): boolean => {
  const step = walk.steps.find((each) => each.id === id);
  const containers = containersOfWalk(live.inventory, walk, user);
  return step !== undefined && isCompletedBy(step, { containers, tried: progress.tried });
};

const untilComplete = (id: string, walk = hostNetworking): Promise<void> =>
  vi.waitFor(() => expect(isComplete(id, walk)).toBe(true), { timeout: 10_000, interval: 50 });

/** A web server of somebody else on this port of the host. */
async function hold(port: number): Promise<void> {
  const server = createServer((_, response) => response.end("somebody else"));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, "0.0.0.0", resolve));
}

let before: string[] = [];
beforeAll(async () => {
  before = await listed();
  await live.ready();
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await removeAllOfUser(engine.connection, user);
  ports = { app: 80, published: 2000 };
  image = "nginx:alpine";
  progress = noProgress;
});
afterAll(() => live.stop());

test("the steps from a container on the bridge to the clean-up, each complete by what the engine tells", async () => {
  expect(await play("own-namespace", "run")).toEqual({ kind: "runs" });
  expect(await play("own-namespace", "try-inside")).toEqual({ kind: "found", found: "answers" });
  expect(isComplete("own-namespace")).toBe(false);
  expect(await play("own-namespace", "try-host")).toEqual({ kind: "found", found: "nothing" });
  await untilComplete("own-namespace");

  expect(await play("publish", "run")).toEqual({ kind: "runs" });
  expect(await play("publish", "try-host")).toEqual({ kind: "found", found: "answers" });
  await untilComplete("publish");

  expect(await play("host-driver", "run")).toEqual({ kind: "runs" });
  expect(await play("host-driver", "try-host")).toEqual({ kind: "found", found: "answers" });
  await untilComplete("host-driver");

  expect(await play("second-one", "run")).toEqual({ kind: "ended", exitCode: 1 });
  expect(await play("second-one", "why")).toEqual({
    kind: "said",
    text: "It exited because port 80 is in use. hostside-app2 has that port now.",
    isKnown: true,
  });
  await untilComplete("second-one");

  // What is done again finds what runs, as a second window does.
  expect(await play("host-driver", "run")).toEqual({ kind: "ran-already" });

  expect(await play("clean-up", "clean-up")).toBe(3);
  await untilComplete("clean-up");
  expect(await listed()).toEqual(before);
});

test("many published ports start a process for each, and host mode starts none", async () => {
  const found = actionOf(hostNetworking, "when-to-use", "many-ports");
  if (found?.action.kind !== "manyPorts") throw new Error("there is no such action");
  await play("host-driver", "run");
  const measured = await measureManyPorts(await place(hostNetworking), found.action, () => performance.now());
  expect(measured?.published.proxies).toBeGreaterThanOrEqual(300);
  expect(measured?.host.proxies).toBe(0);
  expect(await removeAllOfUser(engine.connection, user)).toBe(1);
  expect(await listed()).toEqual(before);
});

test("a privileged container in host mode sees the host's interfaces, and nothing there is changed", async (context) => {
  // Bridges and their links come and go with other containers, and with other engines of the tests.
  const interfaces = (): [string, unknown][] =>
    Object.entries(networkInterfaces()).filter(([name]) => !/^(?:veth|br-|docker|hostside)/u.test(name));
  const seen = interfaces();
  expect(seen).not.toEqual([]);
  const outcome = await play("limits", "run-app4").catch((error: unknown) => String(error));
  context.skip(
    String(outcome).includes("unable to apply caps"),
    "this machine lets nobody give a container all capabilities",
  );
  expect(outcome).toEqual({ kind: "runs" });
  await live.refresh();
  const app4 = containersOfWalk(live.inventory, hostNetworking, user).find(({ walk }) => walk?.container === "app4");
  const { stdout } = await engine.exec(app4?.id ?? "", ["ls", "/sys/class/net"]);
  for (const [name] of seen) expect(stdout.split(/\s+/u)).toContain(name);
  expect(interfaces()).toEqual(seen);
});

const further = walks.filter((walk) => walk !== hostNetworking);

test.each(further.map((walk) => [walk.id, walk] as const))(
  "the walk %s is played by its data alone, each step complete when its last action is done",
  async (_, walk) => {
    const networks = await listedNetworks();
    for (const { id: step, actions } of walk.steps) {
      for (const { id, kind } of actions) {
        expect(isComplete(step, walk), `${step} before ${id}`).toBe(false);
        // What a window shows is played in the window.
        if (kind === "command") progress = withTried(progress, step, id, "done");
        else await play(step, id, walk);
      }
      await untilComplete(step, walk);
    }
    expect(await listed()).toEqual(before);
    expect(await listedNetworks()).toEqual(networks);
  },
);

test("a step that was undone is not complete, and can be played again", async () => {
  await play("host-driver", "run");
  await play("host-driver", "try-host");
  await untilComplete("host-driver");
  const own = { walk: hostNetworking.id, container: "app2", user };
  expect(await removeOfWalk(engine.connection, own)).toBe(true);
  await vi.waitFor(() => expect(isComplete("host-driver")).toBe(false), { timeout: 10_000 });
  expect(await removeOfWalk(engine.connection, own)).toBe(false);
  expect(await play("host-driver", "run")).toEqual({ kind: "runs" });
  await untilComplete("host-driver");
});

test("a port that another has is named with who has it and the next one, which then serves", async () => {
  await hold(2000);
  const outcome = (await play("publish", "run")) as RunOutcome;
  expect(outcome).toMatchObject({ kind: "port-taken", name: "published", port: 2000, free: 2001 });
  expect(outcome).toHaveProperty("by");
  expect(await listed()).toEqual(before);
  ports = { ...ports, published: 2001 };
  expect(await play("publish", "run")).toEqual({ kind: "runs" });
  expect(await play("publish", "try-host")).toEqual({ kind: "found", found: "answers" });
});

test("a port 80 that another has is found before app1 is started, and another one serves", async () => {
  await hold(80);
  const outcome = (await play("own-namespace", "run")) as RunOutcome;
  expect(outcome).toMatchObject({ kind: "port-taken", name: "app", port: 80 });
  expect(await listed()).toEqual(before);

  // The image listens on another port where it is told to, in a namespace of its own and in that of the host.
  const free = outcome.kind === "port-taken" ? outcome.free : undefined;
  if (free === undefined) throw new Error("no port is free");
  ports = { ...ports, app: free };
  expect(await play("own-namespace", "run")).toEqual({ kind: "runs" });
  expect(await play("own-namespace", "try-inside")).toEqual({ kind: "found", found: "answers" });
  expect(await play("own-namespace", "try-host")).toEqual({ kind: "found", found: "nothing" });
  await untilComplete("own-namespace");
  expect(await play("host-driver", "run")).toEqual({ kind: "runs" });
  expect(await play("host-driver", "try-host")).toEqual({ kind: "found", found: "answers" });
  await untilComplete("host-driver");
});

test("an image that is missing is said, and nothing is made", async () => {
  image = "hostside/no-such-image";
  expect(await play("own-namespace", "run")).toEqual({ kind: "image-missing" });
  expect(await listed()).toEqual(before);
});

test("a container that was removed by hand is said to be missing where a step needs it", async () => {
  await play("own-namespace", "run");
  await removeAllOfUser(engine.connection, user);
  for (const action of ["try-inside", "try-host"]) {
    expect(await play("own-namespace", action)).toEqual({ kind: "not-running", container: "app1" });
  }
  expect(await play("second-one", "why")).toEqual({ kind: "not-there" });
});
