import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { findContainer } from "../../client/src/docker/inventory/inventory";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { probeInBackground } from "../../client/src/insight/containerProbe";
import { problemBrief } from "../../client/src/insight/problems";
import { thisMachine } from "../../client/src/netns/read/machine";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { english } from "../../client/test/english";

const socket = inject("dockerSocket");
const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const live = new LiveInventory({ connect: () => Promise.resolve(engine) });
const machine = thisMachine(process.platform, process.getuid?.());
const project = "hostside-test-names";
const networks = ["front", "back"].map((key) => `${project}_${key}`);
const created: string[] = [];

/** A container of the project on these of its networks, under its service's name on each as Compose would have it. */
async function start(service: string, on: readonly string[], more: object = {}, aliases = [service]): Promise<void> {
  const name = `${project}-${service}-1`;
  const [first = "", ...others] = on.map((key) => `${project}_${key}`);
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${name}`, {
    method: "POST",
    json: {
      Image: "busybox:latest",
      Cmd: ["sleep", "600"],
      Labels: { "com.docker.compose.project": project, "com.docker.compose.service": service },
      HostConfig: { NetworkMode: first },
      NetworkingConfig: { EndpointsConfig: { [first]: { Aliases: aliases } } },
      ...more,
    },
  });
  created.push(Id);
  for (const network of others) {
    const json = { Container: Id, EndpointConfig: { Aliases: aliases } };
    await callEngine(socket, `/networks/${network}/connect`, { method: "POST", json });
  }
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
}

async function said(service: string): Promise<string[]> {
  const { status, inventory } = live;
  const found = findContainer(inventory, `${project}-${service}-1`);
  if (status.kind !== "ready" || found === undefined) throw new Error(`${service} is not there`);
  const { facts } = status;
  const source = { engine, facts, machine, table: thisProcessTable, inventory };
  const { problems, young } = await probeInBackground(source, found);
  if (young) throw new Error(`${service} has just started`);
  return problems.map((problem) => problemBrief(problem, english));
}
const soon = (service: string, expected: readonly string[]): Promise<void> =>
  vi.waitFor(async () => expect(await said(service)).toEqual(expected), { timeout: 20_000, interval: 500 });

/** Whether the engine's name server answers in the container. */
async function resolves(service: string, name: string): Promise<boolean> {
  const { exitCode } = await engine.exec(`${project}-${service}-1`, ["nslookup", name]);
  return exitCode === 0;
}

beforeAll(async () => {
  live.start();
  await live.settled();
  for (const Name of networks) {
    const json = { Name, Labels: { "com.docker.compose.project": project } };
    await callEngine(socket, "/networks/create", { method: "POST", json });
  }
  const call = { Env: ["DB_URL=postgres://app:s3cret@db:5432/app", "CACHE_HOST=cache", "SELF_HOST=web"] };
  await start("web", ["front"], call);
  await start("both", ["front", "back"], call);
  await start("told", ["front"], {
    ...call,
    HostConfig: { NetworkMode: networks[0], ExtraHosts: ["db:192.0.2.7", "cache:192.0.2.8"] },
  });
  await start("db", ["back"]);
  await start("store", ["front", "back"], { Hostname: "store-host" }, ["store", "cache"]);
});
afterAll(async () => {
  live.stop();
  for (const id of created) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
  for (const name of networks) await callEngine(socket, `/networks/${name}`, { method: "DELETE" });
});

test("a name that is only on another network is said of who calls it, and of nobody who finds it", async () => {
  await soon("web", ["cannot resolve db: only on back"]);
  await soon("both", []);
  await soon("told", []);
  expect(await Promise.all([resolves("web", "db"), resolves("both", "db")])).toEqual([false, true]);
  expect(await resolves("web", `${project}-db-1`)).toBe(false);
  expect(await resolves("web", "cache")).toBe(true);
  expect(await resolves("web", "store-host")).toBe(true);
});

test("it is taken back when the container joins that network", async () => {
  const web = `${project}-web-1`;
  await callEngine(socket, `/networks/${project}_back/connect`, { method: "POST", json: { Container: web } });
  await soon("web", []);
  expect(await resolves("web", "db")).toBe(true);
});
