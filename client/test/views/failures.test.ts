import type { IncomingMessage } from "node:http";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import type { Container } from "../../src/docker/inventory/container";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import type { ViewFilter } from "../../src/insight/grouping";
import { foreignMachine } from "../../src/netns/read/machine";
import { ContainerMonitor } from "../../src/monitor/containerMonitor";
import { ContainerProbes } from "../../src/monitor/containerProbes";
import { eventLine, idOf, json, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";

vi.mock("vscode", async () => (await import("./vscodeDouble")).vscodeDouble);
const { ContainersTree } = await import("../../src/views/trees/containersTree");

let fake: FakeEngine;
let engines: EngineSet;
let looks: ContainerProbes;
let monitor: ContainerMonitor;
let tree: InstanceType<typeof ContainersTree>;
let current: ViewFilter;
/** What an inspection of each tells. */
let told: Record<string, object>;
let log: string;

const [web, api, old, db] = [idOf(1), idOf(2), idOf(3), idOf(4)];
const inProject = { Labels: { "com.docker.compose.project": "shop" }, HostConfig: { NetworkMode: "default" } };
const stopped = { State: "exited", Status: "Exited (1) 2 days ago" };
const portError =
  "driver failed programming external connectivity on endpoint api: " +
  "Error starting userland proxy: listen tcp4 0.0.0.0:9000: bind: address already in use";

beforeEach(async () => {
  fake = await startFakeEngine();
  current = { grouping: "project", filter: "", stopped: false };
  told = {};
  log = "";
  fake.answer = (request: IncomingMessage, response) => {
    const [, id = "", what = ""] = /^\/containers\/([0-9a-f]{64})\/(json|logs)/u.exec(request.url ?? "") ?? [];
    if (what === "logs") {
      const head = Buffer.from([1, 0, 0, 0, 0, 0, 0, log.length]);
      response.end(Buffer.concat([head, Buffer.from(log)]));
      return true;
    }
    const detail = told[id];
    if (what !== "json" || detail === undefined) return false;
    json(response, detail);
    return true;
  };
});
afterEach(async () => {
  tree.dispose();
  monitor.dispose();
  looks.dispose();
  engines.stop();
  await fake.close();
});

async function show(...containers: object[]): Promise<void> {
  fake.containers = containers;
  engines = new EngineSet({
    connect: () => Promise.resolve(createEngine(fake.endpoint)),
    endpoint: () => Promise.resolve(fake.endpoint),
  });
  looks = new ContainerProbes(foreignMachine, { owners: () => Promise.resolve(new Map()) } as never, {
    debug: () => undefined,
  });
  const wishes = {
    get current() {
      return current;
    },
    onDidChange: () => ({ dispose: () => undefined }),
  };
  monitor = new ContainerMonitor(engines, looks, { checksPorts: () => true });
  monitor.watch(() => true);
  tree = new ContainersTree(engines, monitor, wishes as never);
  await engines.ready();
}

const rows = (): string[] =>
  tree
    .getChildren()
    .flatMap((top) => [top, ...(top.row.kind === "group" ? tree.getChildren(top) : [])])
    .map(({ row }) => `${row.kind === "group" ? "# " : ""}${row.label}|${row.description}|${row.colour ?? ""}`);
const named = (id: string): Container => {
  const found = engines.primary.live.inventory.containers.get(id);
  if (found === undefined) throw new Error("it is gone");
  return found;
};
const shown = (...lines: unknown[]): Promise<void> => vi.waitFor(() => expect(rows()).toEqual(lines), 10_000);

it("shows a container that the engine could not start, red and first, with its cause", async () => {
  told[api] = { State: { Status: "created", ExitCode: 128, Error: portError } };
  told[db] = { State: { Status: "created", ExitCode: 0, Error: "" } };
  await show(
    listed(web, "a-web", { HostConfig: { NetworkMode: "none" } }),
    listed(api, "fails", { HostConfig: { NetworkMode: "default" }, State: "created", Status: "Created" }),
    listed(db, "waits", { HostConfig: { NetworkMode: "default" }, State: "created", Status: "Created" }),
  );
  await shown(
    expect.stringMatching(/^fails\|.*port 9000 is taken.*\|charts\.red$/u),
    expect.stringMatching(/^a-web\|/u),
    // One that was only created has not failed.
    "1 stopped: show||disabledForeground",
  );
});

it("shows what fails again and again, how often and with which exit code, until it lives", async () => {
  const looping = { ...inProject, State: "restarting", Status: "Restarting (3) 5 seconds ago" };
  told[api] = { RestartCount: 9, State: { Running: true, Restarting: true, ExitCode: 3 } };
  await show(listed(web, "shop-a-1", inProject), listed(api, "shop-b-1", looping));
  await shown(
    "# shop|1 failed, 2 containers|charts.red",
    expect.stringMatching(/^[^|]*b.*restarted 9 times, exit 3.*\|charts\.red$/u),
    expect.stringMatching(/\|charts\.green$/u),
  );
  // Its next run has just begun: it is in the loop still.
  told[api] = { RestartCount: 10, State: { Running: true, ExitCode: 0, StartedAt: new Date().toISOString() } };
  fake.containers = [listed(web, "shop-a-1", inProject), listed(api, "shop-b-1", inProject)];
  fake.send(eventLine(api, "start"));
  await vi.waitFor(() => expect(named(api).state).toBe("running"), 10_000);
  await looks.probe(engines.primary.live, named(api), -1);
  expect(rows()[1]).toMatch(/restarted 9 times, exit 3/u);
  // It has lived for a while.
  const before = new Date(Date.now() - 60_000).toISOString();
  told[api] = { RestartCount: 10, State: { Running: true, ExitCode: 0, StartedAt: before } };
  tree.probeAgain();
  await shown(
    "# shop|2 containers|",
    expect.stringMatching(/a.*\|charts\.green$/u),
    expect.not.stringMatching(/restarted/u),
  );
});

it("shows a program that exited since a port was taken, in whatever mode, and none that was given up by the user", async () => {
  log = "listen tcp 0.0.0.0:8080: bind: address already in use\n";
  const failed = { State: { ExitCode: 1, StartedAt: "2026-11-26T10:00:00Z", FinishedAt: "2026-11-26T10:00:01Z" } };
  told[old] = failed;
  told[db] = { RestartCount: 4, State: { ExitCode: 1 }, HostConfig: { RestartPolicy: { Name: "always" } } };
  await show(
    listed(old, "own", { ...stopped, HostConfig: { NetworkMode: "default" } }),
    listed(web, "killed", {
      HostConfig: { NetworkMode: "default" },
      State: "exited",
      Status: "Exited (137) 1 day ago",
    }),
  );
  await shown(expect.stringMatching(/^own\|.*port 8080 is taken/u), "1 stopped: show||disabledForeground");
  expect(fake.requests.some((request) => request.includes(`/containers/${web}/`))).toBe(false);
});

it.each([
  ["gave it up after all tries of its policy", "on-failure", 1],
  ["was told to stop it, perhaps, since its policy has no end", "always", 0],
])("counts one as failed only where the engine %s", async (_, Name, failed) => {
  const policy = { RestartPolicy: { Name, MaximumRetryCount: 4 } };
  told[old] = { RestartCount: 4, State: { ExitCode: 1 }, HostConfig: policy };
  await show(listed(old, "old", { ...stopped, HostConfig: { NetworkMode: "default" } }));
  rows();
  await vi.waitFor(() => expect(looks.known(named(old))).toBeDefined(), 10_000);
  await shown(
    failed === 1
      ? expect.stringMatching(/^old\|.*restarted 4 times, exit 1/u)
      : expect.stringMatching(/^1 stopped: show/u),
  );
});

it("counts all containers of a project, and says how many are not shown", async () => {
  told[old] = { State: { ExitCode: 1 } };
  await show(listed(web, "shop-web-1", inProject), listed(old, "shop-old-1", { ...inProject, ...stopped }));
  await shown("# shop|2 containers, 1 running|", expect.stringMatching(/web/u), "1 stopped: show||disabledForeground");
  expect(tree.getChildren().at(-1)?.row.command).toBe("hostside.showStopped");
  current = { ...current, filter: "web" };
  tree.probeAgain();
  expect(rows()).toEqual(["# shop|2 containers, 1 running|", expect.stringMatching(/web/u)]);
});

it("never says that nothing runs without the stopped ones", async () => {
  told[old] = { State: { ExitCode: 1 } };
  await show(listed(old, "shop-old-1", { ...inProject, ...stopped }));
  await shown("1 stopped: show||disabledForeground");
});

it("says what is being done to a container until it is done", async () => {
  await show(listed(web, "web", { HostConfig: { NetworkMode: "none" } }));
  await shown("web|none|charts.green");
  const stopping = tree.markChanging("", named(web), "stopping");
  expect(rows()).toEqual(["web|stopping  none|"]);
  stopping.dispose();
  expect(rows()).toEqual(["web|none|charts.green"]);
});

it("keeps a container that was stopped here until the view is left", async () => {
  const ended = { State: "exited", Status: "Exited (0) 1 second ago" };
  await show(listed(web, "shop-web-1", inProject), listed(db, "shop-db-1", inProject));
  expect(rows()).toHaveLength(3);
  tree.keep("", named(web));
  fake.containers = [
    listed(web, "shop-web-1", { ...inProject, ...ended }),
    listed(db, "shop-db-1", { ...inProject, ...ended }),
  ];
  fake.send(eventLine(web, "die"));
  fake.send(eventLine(db, "die"));
  await shown(
    "# shop|2 containers, 0 running|",
    expect.stringMatching(/web.*exited \(0\)/u),
    "1 stopped: show||disabledForeground",
  );
  expect(tree.rowOf("", named(web))).toBeDefined();
  tree.leave();
  await shown("2 stopped: show||disabledForeground");
});
