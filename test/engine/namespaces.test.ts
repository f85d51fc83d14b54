import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import type { Container } from "../../client/src/docker/container";
import { createEngine, type Engine } from "../../client/src/docker/engine";
import { EngineError } from "../../client/src/docker/fault";
import { runHelper } from "../../client/src/docker/helperContainer";
import { inventoryFrom, type Inventory } from "../../client/src/docker/inventory";
import { inCommon } from "../../client/src/insight/inCommon";
import { host, readSubjects, type Side } from "../../client/src/insight/readSubjects";
import { sectionLines } from "../../client/src/insight/sections";
import { relationOf, verdict } from "../../client/src/insight/verdict";
import { NamespaceError } from "../../client/src/netns/fault";
import { foreignMachine, thisMachine, type Machine } from "../../client/src/netns/machine";
import type { Namespace } from "../../client/src/netns/model";
import { newImageKnowledge, type Prober } from "../../client/src/netns/prober";
import { readContainer } from "../../client/src/netns/readContainer";
import { readHost } from "../../client/src/netns/readHost";
import { renderIpAddr } from "../../client/src/netns/render";
import { routeLines } from "../../client/src/netns/renderRoutes";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { english } from "../../client/test/english";

const socket = inject("dockerSocket");
const here = thisMachine(process.platform, process.getuid?.());
/** This machine as a user without root sees it, without being one: asUser.test.ts is a process of such a user. */
const unprivileged: Machine = {
  ...here,
  privileged: false,
  link: (file) => (file.startsWith("/proc/self/") ? here.link(file) : Promise.resolve(undefined)),
};
const engine: Engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const created: string[] = [];
const networks: string[] = [];
let inventory: Inventory;

const prefix = "hostside-netns-";

async function run(
  name: string,
  image: string,
  command: string[],
  hostConfig: object,
  more: object = {},
): Promise<string> {
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${prefix}${name}`, {
    method: "POST",
    json: {
      Image: image,
      Cmd: command,
      Labels: { "hostside.test": "1" },
      HostConfig: { Init: false, ...hostConfig },
      ...more,
    },
  });
  created.push(Id);
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
  return Id;
}

async function network(name: string, ipam: object[], more: object = {}): Promise<void> {
  await callEngine(socket, "/networks/create", {
    method: "POST",
    json: { Name: `${prefix}${name}`, CheckDuplicate: true, IPAM: { Config: ipam }, ...more },
  });
  networks.push(`${prefix}${name}`);
}

const connect = (net: string, id: string): Promise<string> =>
  callEngine(socket, `/networks/${prefix}${net}/connect`, { method: "POST", json: { Container: id } });

const post = (name: string, action: string): Promise<string> =>
  callEngine(socket, `/containers/${prefix}${name}/${action}`, { method: "POST" });

async function list(): Promise<void> {
  inventory = inventoryFrom(await engine.listContainers());
}

function container(name: string): Container {
  const found = [...inventory.containers.values()].find((one) => one.name === prefix + name);
  if (found === undefined) throw new Error(`${name} is not in the inventory`);
  return found;
}

const read = (prober: Prober, ...names: string[]): Promise<Side[]> =>
  readSubjects(
    prober,
    inventory,
    names.map((name) => (name === "the host" ? host : { kind: "container", id: container(name).id })),
  );

const text = (namespace: Namespace | undefined): string => renderIpAddr(namespace?.interfaces ?? []);

async function faultOf(reading: Promise<unknown>): Promise<unknown> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof NamespaceError || error instanceof EngineError) return error.fault;
    throw error;
  }
  throw new Error("it was read");
}

/** What a program of the same image prints in the container's namespace, the truth that every way has to agree with. */
async function truth(name: string): Promise<string> {
  const { stdout } = await engine.exec(container(name).id, ["ip", "-4", "-o", "addr"]);
  return stdout;
}

beforeAll(async () => {
  const sleep = ["sleep", "900"];
  await network("two", [{ Subnet: "10.98.7.0/24", Gateway: "10.98.7.1" }]);
  await network("six", [{ Subnet: "10.98.8.0/24" }, { Subnet: "fd00:98:8::/64", Gateway: "fd00:98:8::1" }], {
    EnableIPv6: true,
  });
  await run("nginx", "nginx:alpine", sleep, {});
  await run("busybox", "busybox:latest", sleep, {});
  await run("host", "nginx:alpine", sleep, { NetworkMode: "host" });
  await run("hostbox", "busybox:latest", sleep, { NetworkMode: "host" });
  await run("sharing", "busybox:latest", sleep, { NetworkMode: `container:${prefix}host` });
  await run("asks", "busybox:latest", sleep, { NetworkMode: "host", Dns: ["192.0.2.53"], DnsSearch: ["corp.example"] });
  await run("asksToo", "busybox:latest", sleep, { NetworkMode: `container:${prefix}asks` });
  await run("joined", "busybox:latest", sleep, { NetworkMode: `container:${prefix}nginx` });
  await run("none", "nginx:alpine", sleep, { NetworkMode: "none" });
  await run("scratch", "hostside/scratch:latest", [], {});
  const both = await run("both", "nginx:alpine", sleep, {});
  await connect("two", both);
  await run("six", "busybox:latest", sleep, { NetworkMode: `${prefix}six` });
  await run("strangesys", "busybox:latest", sleep, { Binds: ["/sys:/sys:ro"] });
  await run(
    "exits",
    "busybox:latest",
    ["false"],
    {
      NetworkMode: `${prefix}two`,
      Dns: ["192.0.2.53"],
      PortBindings: { "80/tcp": [{ HostPort: "21989" }] },
    },
    { NetworkingConfig: { EndpointsConfig: { [`${prefix}two`]: { IPAMConfig: { IPv4Address: "10.98.7.99" } } } } },
  );
  await post("exits", "wait");
  await list();
});

afterAll(async () => {
  for (const id of created) {
    // One of them has been removed by its test already.
    await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" }).catch(() => undefined);
  }
  for (const name of networks) await callEngine(socket, `/networks/${name}`, { method: "DELETE" });
});

const ways: readonly [string, Machine][] = [
  ["root on the engine's machine", here],
  ["a user without root", unprivileged],
  ["a remote machine", foreignMachine],
];

describe.each(ways)("namespaces as %s", (_, machine) => {
  const prober = { engine, machine, images: newImageKnowledge() };

  test.each(["host", "hostbox", "sharing"])("%s is equal to the host, line for line", async (name) => {
    const [left, right] = await read(prober, "the host", name);
    expect(right?.usesHost).toBe(true);
    expect(text(right?.namespace)).toBe(text(left?.namespace));
    expect(text(left?.namespace)).toMatch(/^\d+: lo: <LOOPBACK,UP,LOWER_UP> mtu/u);
    if (left === undefined || right === undefined) throw new Error("a side is missing");
    expect(relationOf(left, right)).toBe("same");
    expect(verdict(left, right, english)).toMatch(
      new RegExp(`^${prefix}${name} shares the host's network namespace( \\(net:\\[\\d+\\]\\))?: identical\\.$`, "u"),
    );
  });

  test.each(["nginx", "busybox", "both", "six"])(
    "%s has its own, with the addresses that the engine gave it",
    async (name) => {
      const [left, right] = await read(prober, "the host", name);
      if (left === undefined || right === undefined) throw new Error("a side is missing");
      const shown = text(right.namespace);
      for (const { address, address6, mac } of container(name).attachments) {
        expect(shown).toContain(`inet ${address ?? "?"}/`);
        if (address6 !== undefined) expect(shown).toContain(`inet6 ${address6}/64 scope global`);
        expect(shown).toContain(`link/ether ${mac ?? "?"}`);
      }
      expect(shown).toMatch(/^\d+: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500/mu);
      expect(relationOf(left, right)).toBe("different");
      expect(verdict(left, right, english)).toMatch(/ has its own network namespace: eth0 [\d.]+\/\d+ behind \S+/u);
    },
  );

  test.each(["nginx", "busybox", "both", "none"])(
    "%s has the addresses, prefixes and routes that its own ip prints",
    async (name) => {
      const namespace = await readContainer(prober, container(name));
      const told = (await truth(name))
        .split("\n")
        .flatMap((line) => /^\d+: (\S+)\s+inet (\S+)/u.exec(line)?.slice(1).join(" ") ?? []);
      const found = namespace.interfaces.flatMap((entry) =>
        entry.addresses
          .filter(({ family }) => family === "inet")
          .map(({ address, prefix: length }) => `${entry.name} ${address}/${length ?? "?"}`),
      );
      expect(found).toEqual(told);
      const { stdout } = await engine.exec(container(name).id, ["ip", "route"]);
      const destination = (line: string): string =>
        line
          .split(" ")
          .slice(0, 3)
          .join(" ")
          .replace(/ dev.*/u, "");
      expect(
        routeLines(namespace.routes ?? [])
          .filter(({ route }) => route.family === "inet")
          .map((line) => destination(line.text)),
      ).toEqual(
        stdout
          .trim()
          .split("\n")
          .filter((line) => line !== "")
          .map(destination),
      );
    },
  );

  test("a container without a network has loopback only, and the verdict says so", async () => {
    const [left, right] = await read(prober, "the host", "none");
    if (left === undefined || right === undefined) throw new Error("a side is missing");
    expect(right.namespace?.interfaces.map(({ name }) => name)).toEqual(["lo"]);
    expect(verdict(left, right, english)).toContain("has its own network namespace with loopback only");
  });

  test("a container that joined another's namespace is read with it, once", async () => {
    let inspections = 0;
    const counting: Engine = {
      ...engine,
      exec: (...parameters) => (inspections++, engine.exec(...parameters)),
    };
    const [left, right] = await read({ ...prober, engine: counting }, "nginx", "joined");
    expect(right?.namespace).toBe(left?.namespace);
    expect(inspections).toBeLessThanOrEqual(1);
    if (left === undefined || right === undefined) throw new Error("a side is missing");
    expect(verdict(left, right, english)).toMatch(/share one network namespace( \(net:\[\d+\]\))?: identical\.$/u);
  });

  test("a container that joined another's namespace is on the networks of that one", async () => {
    const [left, right] = await read(prober, "both", "joined");
    if (left === undefined || right === undefined) throw new Error("a side is missing");
    expect(verdict(left, right, english)).toMatch(/ Both are on bridge\.$/u);
  });

  test("/sys of the host in a container is not taken for the container's own", async () => {
    const shown = text(await readContainer(prober, container("strangesys")));
    expect(shown).toContain(`inet ${container("strangesys").attachments[0]?.address ?? "?"}/16`);
    expect(shown).toMatch(/^\d+: eth0@if\d+: /mu);
    expect(shown).toContain(`link/ether ${container("strangesys").attachments[0]?.mac ?? "?"}`);
  });

  test("a paused container is read from outside, or as far as the engine tells", async () => {
    await post("busybox", "pause");
    try {
      const namespace = await readContainer(prober, container("busybox"));
      expect(text(namespace)).toContain(`inet ${container("busybox").attachments[0]?.address ?? "?"}/16`);
      expect(namespace.ways.includes("inspect")).toBe(machine === foreignMachine);
    } finally {
      await post("busybox", "unpause");
    }
  });

  test("an image without any program of ours is read from outside, or as far as the engine tells", async () => {
    const scratch = container("scratch");
    const namespace = await readContainer(prober, scratch);
    const [attachment] = scratch.attachments;
    expect(text(namespace)).toContain(`inet ${attachment?.address ?? "?"}/16`);
    expect(text(namespace)).toContain(`link/ether ${attachment?.mac ?? "?"}`);
    if (machine === foreignMachine) {
      expect(namespace.ways).toEqual(["inspect"]);
      expect(namespace.refusal).toMatch(/cat|ip|sh/u);
    } else expect(text(namespace)).toMatch(/^\d+: eth0/mu);
  });

  test("DNS is read of any container, the scratch one too, and of the host", async () => {
    const sides = await readSubjects(
      prober,
      inventory,
      [host, ...["both", "scratch"].map((name) => ({ kind: "container" as const, id: container(name).id }))],
      { depth: "quick", dns: true },
    );
    const [ofHost, both, scratch] = sides.map(({ namespace }) => namespace?.dns);
    expect(both?.servers).toEqual(["127.0.0.11"]);
    expect(scratch?.servers.length).toBeGreaterThan(0);
    expect(ofHost?.servers.length).toBeGreaterThan(0);
  });

  test.each(["asks", "asksToo"])(
    "%s is in host mode with DNS settings of its own, which are not the host's",
    async (name) => {
      const [left, right, other] = await readSubjects(
        prober,
        inventory,
        [host, ...[name, "hostbox"].map((one) => ({ kind: "container" as const, id: container(one).id }))],
        { depth: "quick", dns: true },
      );
      if (left === undefined || right === undefined || other === undefined) throw new Error("a side is missing");
      const shown = (side: Side): string[] =>
        sectionLines(side, "dns", { raw: false, nameOf: () => undefined }, english).map((line) => line.text);
      expect(shown(right)).toEqual(["nameserver 192.0.2.53", "search corp.example"]);
      expect(shown(left)).not.toContain("nameserver 192.0.2.53");
      expect(shown(left)).toEqual(shown(other));
      expect(relationOf(left, right)).toBe("same");
      expect(verdict(left, right, english)).toMatch(/identical\. Their resolv\.conf differs: /u);
      expect(verdict(left, other, english)).toMatch(/identical\.$/u);
    },
  );

  test("a stopped container says that it is stopped, and with which exit code", async () => {
    const [, right] = await read(prober, "the host", "exits");
    expect(right?.fault).toMatchObject({ kind: "stopped", container: `${prefix}exits`, exitCode: 1 });
    expect(right?.namespace).toBeUndefined();
    expect(right?.fault).toMatchObject({
      plan: {
        addresses: [{ network: `${prefix}two`, address: "10.98.7.99" }],
        servers: ["192.0.2.53"],
        published: ["21989 -> 80/tcp"],
      },
    });
  });

  test("a container that is gone by now says so", async () => {
    const gone = { ...container("nginx"), id: "0".repeat(64) };
    expect(await faultOf(readContainer(prober, gone))).toEqual({ kind: "gone", container: `${prefix}nginx` });
  });

  test("a reading that is cancelled ends at once", async () => {
    const cancelled = new AbortController();
    cancelled.abort();
    expect(await faultOf(readContainer(prober, container("nginx"), undefined, cancelled.signal))).toMatchObject({
      kind: "engine",
      fault: { kind: "cancelled" },
    });
  });

  test("the host beside all containers: each namespace once, bounded, with progress", async () => {
    const up = ["nginx", "busybox", "host", "hostbox", "sharing", "joined", "none", "scratch", "both", "six"];
    const subjects = [host, ...up.map((name) => ({ kind: "container" as const, id: container(name).id }))];
    const told: [number, number][] = [];
    let open = 0;
    let most = 0;
    const counting: Engine = {
      ...engine,
      inspectContainer: async (...parameters) => {
        most = Math.max(most, ++open);
        return engine.inspectContainer(...parameters).finally(() => open--);
      },
    };
    const onRead = (done: number, all: number): void => void told.push([done, all]);
    const sides = await readSubjects(
      { ...prober, engine: counting },
      inventory,
      subjects,
      { depth: "quick" },
      { onRead, together: 3 },
    );
    expect(sides.every(({ namespace }) => namespace !== undefined)).toBe(true);
    // host = host, hostbox, sharing; nginx = joined.
    expect(new Set(sides.map(({ namespace }) => namespace)).size).toBe(7);
    expect(told.at(-1)).toEqual([7, 7]);
    expect(most).toBeLessThanOrEqual(3 + 1);
  });
});

describe("two ways of reading", () => {
  test("of one namespace have no difference in what both tell", async () => {
    const outside = await readContainer({ engine, machine: unprivileged }, container("both"), { depth: "quick" });
    const inside = await readContainer({ engine, machine: foreignMachine }, container("both"));
    const entered = await readContainer({ engine, machine: here }, container("both"));
    for (const [a, b] of [
      [outside, inside],
      [outside, entered],
      [inside, entered],
    ] as const) {
      const [left, right] = inCommon(a, b);
      expect(text(right)).toBe(text(left));
      expect(routeLines(right.routes ?? []).map((line) => line.text)).toEqual(
        routeLines(left.routes ?? []).map((line) => line.text),
      );
    }
  });
});

describe("a container whose programs do not answer", () => {
  test("is shown as far as it is seen from outside", async () => {
    const hanging: Engine = {
      ...engine,
      exec: () => Promise.reject(new EngineError({ kind: "timeout", detail: "no answer" })),
    };
    const namespace = await readContainer({ engine: hanging, machine: unprivileged }, container("both"));
    expect(namespace.ways).toEqual(["proc"]);
    expect(text(namespace)).toMatch(/^\d+: eth0/mu);
    expect(await faultOf(readContainer({ engine: hanging, machine: foreignMachine }, container("both")))).toMatchObject(
      {
        kind: "engine",
        fault: { kind: "timeout" },
      },
    );
  });
});

describe("listening sockets", () => {
  test("of a host-mode container have their program and container, as root", async () => {
    await run("listens", "busybox:latest", ["httpd", "-f", "-p", "127.0.0.1:21988"], { NetworkMode: "host" });
    await list();
    const request = { depth: "quick", sockets: true, owners: true } as const;
    const owner = async (): Promise<unknown> => {
      const { sockets } = await readHost({ engine, machine: here }, [...inventory.containers.values()], request);
      return sockets?.find(({ port }) => port === 21_988)?.owner;
    };
    let found = await owner();
    // httpd may still be on its way to the port.
    while (found === undefined) found = await owner();
    expect(found).toEqual({ program: "httpd", containerId: container("listens").id });
  });

  test.each(ways)(
    "of a container have their program, as the container's own programs tell, as %s",
    async (_, machine) => {
      await run(
        `serves${ways.findIndex(([, one]) => one === machine)}`,
        "busybox:latest",
        ["httpd", "-f", "-p", "81"],
        {},
      );
      await list();
      const serving = container(`serves${ways.findIndex(([, one]) => one === machine)}`);
      const request = { depth: "quick", sockets: true, owners: true } as const;
      const owner = async (): Promise<unknown> => {
        const { sockets } = await readContainer({ engine, machine, images: newImageKnowledge() }, serving, request);
        return sockets?.find(({ port }) => port === 81)?.owner;
      };
      // httpd may still be on its way to the port.
      await vi.waitFor(async () => expect(await owner()).toEqual({ program: "httpd" }), { timeout: 15_000 });
    },
  );

  test("of the host of another machine are those of the host-mode container that tells of it", async () => {
    const [listening] = [...inventory.containers.values()].filter(({ name }) => name === `${prefix}listens`);
    if (listening === undefined) throw new Error("it does not listen");
    const request = { depth: "quick", sockets: true, owners: true } as const;
    const { sockets, by } = await readHost({ engine, machine: foreignMachine }, [listening], request);
    expect(by).toBe(listening.name);
    expect(sockets?.find(({ port }) => port === 21_988)?.owner).toEqual({
      program: "httpd",
      containerId: listening.id,
    });
    expect(sockets?.filter(({ owner }) => owner !== undefined)).toHaveLength(1);
  });

  test("of a container in a network of its own have their program", async () => {
    const request = { depth: "quick", sockets: true, owners: true } as const;
    const { sockets } = await readContainer({ engine, machine: here }, container("scratch"), request);
    expect(sockets?.find(({ port }) => port === 8080)).toMatchObject({ owner: { program: "busybox-serve" } });
  });
});

describe("a container that its restart policy starts again and again", () => {
  test.each(ways)("says so between two starts, as %s, and no helper is asked for", async (_, machine) => {
    const name = `loops${ways.findIndex(([, one]) => one === machine)}`;
    await run(name, "busybox:latest", ["sh", "-c", "exit 3"], { RestartPolicy: { Name: "always" } });
    let asked = 0;
    const helperImage = (): Promise<string> => (asked++, Promise.resolve("busybox:latest"));
    const prober: Prober = { engine, machine, helperImage };
    // The pauses between its starts grow, so that one of them is seen soon.
    await vi.waitFor(
      async () => {
        await list();
        expect(await faultOf(readContainer(prober, container(name)))).toMatchObject({
          kind: "restarting",
          container: `${prefix}${name}`,
          exitCode: 3,
        });
      },
      { timeout: 30_000, interval: 50 },
    );
    expect(asked).toBe(0);
    await callEngine(socket, `/containers/${prefix}${name}?force=1`, { method: "DELETE" });
  });
});

describe("a container that stops while it is read", () => {
  test("says that it is stopped", async () => {
    await run("dying", "busybox:latest", ["sleep", "600"], {});
    await list();
    const killing: Engine = {
      ...engine,
      exec: async (id, command, signal) => {
        await post("dying", "kill").catch(() => undefined);
        await post("dying", "wait");
        return engine.exec(id, command, signal);
      },
    };
    const fault = await faultOf(readContainer({ engine: killing, machine: foreignMachine }, container("dying")));
    expect(fault).toMatchObject({ kind: "stopped", container: `${prefix}dying`, exitCode: 137 });
  });
});

describe("a container whose namespace's owner was restarted", () => {
  test("is read by itself, and the verdict says that it has to be restarted", async () => {
    await run("owner", "busybox:latest", ["sleep", "600"], {});
    await run("left", "busybox:latest", ["sleep", "600"], { NetworkMode: `container:${prefix}owner` });
    await post("owner", "restart?t=0");
    await list();
    const [left, right] = await read({ engine, machine: foreignMachine }, "the host", "left");
    if (left === undefined || right === undefined) throw new Error("a side is missing");
    expect(right.orphaned).toBe(true);
    expect(right.namespace?.interfaces.map(({ name }) => name)).toEqual(["lo"]);
    expect(verdict(left, right, english)).toContain(`Restart ${prefix}left.`);
  });
});

describe("a helper container", () => {
  const names = async (): Promise<string[]> => {
    const records = (await engine.listContainers()) as { Names: string[]; Labels: Record<string, string> }[];
    return records.filter(({ Labels }) => "hostside.helper" in Labels).flatMap(({ Names }) => Names);
  };
  const prober = (image: string | undefined): Prober => ({
    engine,
    machine: foreignMachine,
    helperImage: () => Promise.resolve(image),
  });

  test("reads an image without programs in full, and leaves nothing behind", async () => {
    const namespace = await readContainer(prober("busybox:latest"), container("scratch"), {
      depth: "full",
      sockets: true,
    });
    expect(namespace.ways).toEqual(["helper"]);
    const shown = text(namespace);
    expect(shown).toMatch(/^\d+: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500/mu);
    expect(shown).toContain(`inet ${container("scratch").attachments[0]?.address ?? "?"}/16`);
    expect(namespace.sockets?.map(({ port }) => port)).toContain(8080);
    expect(await names()).toEqual([]);
  });

  test("reads a paused container", async () => {
    await post("nginx", "pause");
    try {
      const namespace = await readContainer(prober("nginx:alpine"), container("nginx"));
      expect(namespace.ways).toEqual(["helper"]);
      expect(text(namespace)).toMatch(/^\d+: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500/mu);
    } finally {
      await post("nginx", "unpause");
    }
  });

  test("reads the host where no container is in host mode", async () => {
    const onBridge = [...inventory.containers.values()].filter(({ mode }) => mode.kind === "network");
    // The host's interfaces belong to all engines that run beside: an address of one may be new between the two readings.
    await vi.waitFor(
      async () => {
        const namespace = await readHost(prober("busybox:latest"), onBridge);
        const direct = await readHost({ engine, machine: here }, [...inventory.containers.values()]);
        expect(namespace.ways).toEqual(["helper"]);
        const [a, b] = inCommon(namespace, direct);
        expect(text(a)).toBe(text(b));
      },
      { timeout: 15_000, interval: 500 },
    );
  });

  test("is asked for only where nothing else reads, and is not made without consent", async () => {
    let asked = 0;
    const refusing = { ...prober(undefined), helperImage: () => (asked++, Promise.resolve(undefined)) };
    expect((await readContainer(refusing, container("nginx"))).ways).toEqual(["exec"]);
    expect(asked).toBe(0);
    expect((await readContainer(refusing, container("scratch"))).ways).toEqual(["inspect"]);
    expect(asked).toBe(1);
    expect(await faultOf(readHost(refusing, []))).toEqual({ kind: "no-host" });
  });

  test("of an image that is not there, or that has no programs, says so and leaves nothing behind", async () => {
    for (const image of ["hostside/absent:latest", "hostside/scratch:latest"]) {
      expect(await faultOf(readContainer(prober(image), container("scratch")))).toMatchObject({
        kind: "helper",
        image,
      });
    }
    expect(await names()).toEqual([]);
  });

  test("that is cancelled is removed", async () => {
    const cancelled = new AbortController();
    const slow = { image: "busybox:latest", command: ["sleep", "600"], networkMode: "host" };
    const running = faultOf(runHelper(engine.connection, slow, cancelled.signal));
    while ((await names()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    cancelled.abort();
    expect(await running).toMatchObject({ kind: "cancelled" });
    expect(await names()).toEqual([]);
  });
});
