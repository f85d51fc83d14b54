import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { findContainer } from "../../src/docker/inventory/inventory";
import type { Container } from "../../src/docker/inventory/container";
import { problemBrief } from "../../src/insight/problems";
import { ContainerMonitor } from "../../src/monitor/containerMonitor";
import { ContainerProbes } from "../../src/monitor/containerProbes";
import { english } from "../english";
import { EngineDouble, type Played } from "./engineDouble";

let double: EngineDouble;
let engines: EngineSet;
let probes: ContainerProbes;
let monitor: ContainerMonitor;
let changes: string[];
let checksPorts: boolean;
const minute = 60_000;

const play = (name: string, publishes: string[], listens: string[], more: Partial<Played> = {}): Played => ({
  ...{ name, publishes, listens, startedAt: Date.now() - 60 * minute },
  ...more,
});

beforeEach(() => {
  vi.useFakeTimers();
  checksPorts = true;
});
afterEach(() => {
  monitor.dispose();
  probes.dispose();
  engines.stop();
  vi.useRealTimers();
});

async function start(...containers: Played[]): Promise<void> {
  double = new EngineDouble(containers);
  engines = new EngineSet({
    connect: () => Promise.resolve(double.engine),
    endpoint: () => Promise.resolve(undefined),
  });
  const table = { processes: () => Promise.resolve([]), sockets: () => Promise.resolve([]) };
  probes = new ContainerProbes(double.machine, table, { debug: () => undefined });
  monitor = new ContainerMonitor(engines, probes, { checksPorts: () => checksPorts });
  changes = [];
  monitor.onDidChange((_, { name }) => changes.push(name));
  engines.start();
  await seconds(1);
}
const seconds = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 1000);
const named = (name: string): Container => {
  const found = findContainer(engines.primary.live.inventory, name);
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
};
const briefs = (name: string): string[] =>
  monitor.problemsOf(named(name)).map((problem) => problemBrief(problem, english));
const inspections = (): number => double.asked.filter((each) => each.startsWith("inspect")).length;

/** So many that it is not looked what listens where nothing is published. */
const manyOthers = Array.from({ length: 101 }, (_, at) => play(`alone${at}`, [], [], { networks: ["own"] }));

describe("what is published in vain", () => {
  it("is found without a hover, without a program in the container, and only while somebody watches", async () => {
    await start(
      play("well", ["80/tcp"], ["tcp 0.0.0.0:80"]),
      play("silent", ["80/tcp"], ["tcp 0.0.0.0:8080"]),
      play("inward", ["80/tcp"], ["tcp 127.0.0.1:80"]),
      play("other", ["53/tcp"], ["udp 0.0.0.0:53"]),
      play("unpublished", [], []),
      ...manyOthers,
    );
    await seconds(3600);
    expect(double.asked).toEqual([]);
    monitor.watch(() => true);
    await seconds(1);
    expect(briefs("well")).toEqual([]);
    expect(briefs("silent")).toEqual(["80/tcp is published, 8080 listens"]);
    expect(briefs("inward")).toEqual(["80/tcp listens on loopback only"]);
    expect(briefs("other")).toEqual(["53/tcp is published, udp listens"]);
    expect(changes.sort()).toEqual(["inward", "other", "silent"]);
    expect(double.asked.sort()).toEqual(["inspect inward", "inspect other", "inspect silent", "inspect well"]);
  });

  it("is looked for in the containers that somebody watches", async () => {
    await start(play("one", ["80/tcp"], []), play("two", ["80/tcp"], []));
    const watching = monitor.watch(({ name }) => name === "one");
    await seconds(1);
    expect([briefs("one"), briefs("two")]).toEqual([["nothing listens on 80/tcp"], []]);
    watching.dispose();
    double.asked.length = 0;
    await seconds(3600);
    expect(double.asked).toEqual([]);
  });

  it("is not looked for where the user does not want it, nor in the containers of another machine", async () => {
    checksPorts = false;
    await start(...Array.from({ length: 9 }, (_, at) => play(`app${at}`, ["80/tcp"], [])));
    const watching = monitor.watch(() => true);
    await seconds(10);
    expect(double.asked).toEqual([]);
    watching.dispose();
    checksPorts = true;
    double.isHere = false;
    monitor.watch(() => true);
    await seconds(600);
    // After five that are not here, nothing more is asked for.
    expect(double.asked).toHaveLength(5);
    expect(changes).toEqual([]);
  });

  it("is said of a container that has just started only once it had the time to listen", async () => {
    await start(
      play("young", ["80/tcp"], [], { startedAt: Date.now() }),
      play("ready", ["80/tcp"], [], { startedAt: Date.now() }),
    );
    monitor.watch(() => true);
    await seconds(5);
    const [, ready] = double.containers;
    if (ready !== undefined) ready.listens = ["tcp 0.0.0.0:80"];
    await seconds(4);
    expect(changes).toEqual([]);
    await seconds(4);
    expect(changes).toEqual(["young"]);
    expect(briefs("young")).toEqual(["nothing listens on 80/tcp"]);
  });

  it("is said of no container whose health check still waits for it", async () => {
    await start(play("slow", ["80/tcp"], [], { more: { Status: "Up 1 minute (health: starting)" } }));
    monitor.watch(() => true);
    await seconds(60);
    expect(changes).toEqual([]);
    const [slow] = double.containers;
    if (slow !== undefined) slow.more = { Status: "Up 2 minutes (unhealthy)" };
    double.tell("slow", "health_status: unhealthy");
    await seconds(1);
    expect(briefs("slow")).toEqual(["nothing listens on 80/tcp"]);
  });

  it("is said of no container that may forward its ports, as one that runs containers of its own", async () => {
    await start(play("node", ["80/tcp"], [], { interfaces: ["lo", "eth0", "cni0", "veth1"] }));
    monitor.watch(() => true);
    await seconds(60);
    expect(inspections()).toBe(1);
    expect(changes).toEqual([]);
  });

  it("ends when the program listens at last, however long that takes, and is looked at again by who returns", async () => {
    await start(play("late", ["80/tcp"], []));
    const watching = monitor.watch(() => true);
    await seconds(1);
    expect(briefs("late")).toHaveLength(1);
    await seconds(3600);
    const [late] = double.containers;
    if (late !== undefined) late.listens = ["tcp 0.0.0.0:80"];
    await seconds(200);
    expect(briefs("late")).toEqual([]);
    expect(changes).toEqual(["late", "late"]);
    watching.dispose();
  });

  it("is not asked for again while nobody watches, and is verified when somebody watches again", async () => {
    await start(play("late", ["80/tcp"], []));
    monitor.watch(() => true).dispose();
    const watching = monitor.watch(() => true);
    await seconds(1);
    watching.dispose();
    const before = inspections();
    const [late] = double.containers;
    if (late !== undefined) late.listens = ["tcp 0.0.0.0:80"];
    await seconds(3600);
    expect(inspections()).toBe(before);
    monitor.watch(() => true);
    await seconds(1);
    expect(briefs("late")).toEqual([]);
  });

  it("is not looked for again when somebody else watches the same containers, as at each pause in typing", async () => {
    await start(play("web", ["80/tcp"], []), play("db", ["80/tcp"], []));
    let watching = monitor.watch(({ name }) => name === "web");
    await seconds(1);
    for (let round = 0; round < 5; round += 1) {
      const before = watching;
      watching = monitor.watch(() => true);
      before.dispose();
      await seconds(1);
    }
    expect(double.asked).toEqual(["inspect web", "inspect db"]);
    expect(briefs("web")).toEqual(["nothing listens on 80/tcp"]);
  });

  it("is looked for again after an event", async () => {
    await start(play("web", ["80/tcp"], ["tcp 0.0.0.0:80"]));
    monitor.watch(() => true);
    await seconds(1);
    const [web] = double.containers;
    if (web !== undefined) Object.assign(web, { listens: [], startedAt: Date.now() });
    double.tell("web", "start");
    await seconds(12);
    expect(briefs("web")).toEqual(["nothing listens on 80/tcp"]);
  });
});

describe("a name that is called in vain", () => {
  const ofShop = (service: string): object => ({
    HostConfig: { NetworkMode: "own" },
    Labels: { "com.docker.compose.project": "shop", "com.docker.compose.service": service },
  });
  const web = { networks: ["front"], calls: ["db"], more: ofShop("web") };
  const database = { networks: ["back"], more: ofShop("db") };

  it("is found where nothing is published, and asked of nobody else", async () => {
    await start(play("web", [], [], web), play("db", [], [], database), ...manyOthers);
    monitor.watch(() => true);
    await seconds(1);
    expect(briefs("web")).toEqual(["cannot resolve db: only on back"]);
    // Who is on the other side may call as well.
    expect(double.asked.sort()).toEqual(["inspect db", "inspect web"]);
  });

  it("is looked for again when who has the name comes, joins the network, or goes", async () => {
    await start(
      play("web", [], [], web),
      play("db", [], [], { networks: ["front"], more: ofShop("db") }),
      play("other", [], [], { networks: ["back"], more: ofShop("other") }),
    );
    monitor.watch(() => true);
    await seconds(1);
    expect(briefs("web")).toEqual([]);
    const [, db] = double.containers;
    if (db === undefined) throw new Error("db is not there");
    db.networks = ["back"];
    double.tell("db", "restart");
    await seconds(2);
    expect(briefs("web")).toEqual(["cannot resolve db: only on back"]);
    db.networks = ["back", "front"];
    double.tell("db", "restart");
    await seconds(2);
    expect(briefs("web")).toEqual([]);
    expect(changes).toEqual(["web", "web"]);
  });

  it("is found on engines of other machines too, since an inspection tells it", async () => {
    await start(
      ...Array.from({ length: 7 }, (_, at) => play(`app${at}`, ["80/tcp"], [])),
      play("web", [], [], web),
      play("db", [], [], database),
    );
    double.isHere = false;
    monitor.watch(() => true);
    await seconds(10);
    expect(briefs("web")).toEqual(["cannot resolve db: only on back"]);
    expect(inspections()).toBe(7);
  });
});

it("knows what listens where nothing is published, and runs nothing for that", async () => {
  await start(play("bridged", [], ["tcp 0.0.0.0:80"]), play("silent", [], []));
  monitor.watch(() => true);
  await seconds(1);
  expect(probes.known(named("bridged"))?.listening?.map(({ port }) => port)).toEqual([80]);
  expect(changes).toEqual(["bridged"]);
  await seconds(3600);
  expect(double.asked.sort()).toEqual(["inspect bridged", "inspect silent"]);
});

it("looks at host mode wherever there are many containers, and what of its sockets is its own", async () => {
  const onHost = play("gateway", [], ["tcp 0.0.0.0:8080"], { more: { HostConfig: { NetworkMode: "host" } } });
  await start(onHost, ...manyOthers);
  monitor.watch(() => true);
  await seconds(10);
  expect(double.asked).toEqual(["inspect gateway"]);
  // Whose socket it is, this machine does not tell here.
  expect(probes.known(named("gateway"))?.listening).toBeUndefined();
});

it("tells of what was found by a look that somebody took", async () => {
  await start(play("web", ["80/tcp"], []));
  await probes.probe(engines.primary.live, named("web"));
  expect(changes).toEqual(["web"]);
});

/** The budget of the README and of the setting. */
it.each([
  [1_000, 60],
  [10_000, 600],
])("checks %i containers within %i s, 20 a second at most once the first 100 are checked", async (count, within) => {
  await start(...Array.from({ length: count }, (_, at) => play(`app${at}`, ["80/tcp"], ["tcp 0.0.0.0:80"])));
  monitor.watch(() => true);
  for (let second = 1; second <= 20; second += 1) {
    await seconds(1);
    expect(inspections()).toBeLessThanOrEqual(100 + second * 20 + 1);
  }
  await seconds(within - 20);
  expect(inspections()).toBe(count);
  await seconds(3600);
  expect(inspections()).toBe(count);
});
