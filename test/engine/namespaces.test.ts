import { asksOf } from "../../client/src/netns/sections/table";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../client/src/docker/api/engine";
import { inCommon } from "../../client/src/insight/inCommon";
import { sectionLines } from "../../client/src/insight/sectionLines";
import { routeLines } from "../../client/src/netns/sections/routes";
import { readContainer } from "../../client/src/netns/read/readContainer";
import { english } from "../../client/test/english";
import { host, readSubjects, type Side } from "../../client/src/insight/readSubjects";
import { relationOf, verdict } from "../../client/src/insight/verdict";
import { foreignMachine } from "../../client/src/netns/read/machine";
import { newImageKnowledge } from "../../client/src/netns/read/prober";
import {
  here,
  unprivileged,
  engine,
  prefix,
  run,
  network,
  connect,
  post,
  list,
  listed,
  container,
  read,
  text,
  faultOf,
  ways,
  removeAll,
} from "./namespaceContainers";

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

afterAll(removeAll);

describe.each(ways)("namespaces as %s", (_, machine) => {
  const prober = { engine, machine, images: newImageKnowledge() };

  // Engines beside this one add interfaces to the host, also between two readings of it. What is wrong is so each time.
  const beside = { retry: 3 };
  test.each(["host", "hostbox", "sharing"])("%s is equal to the host, line for line", beside, async (name) => {
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
      listed(),
      [host, ...["both", "scratch"].map((name) => ({ kind: "container" as const, id: container(name).id }))],
      asksOf("dns"),
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
        listed(),
        [host, ...[name, "hostbox"].map((one) => ({ kind: "container" as const, id: container(one).id }))],
        asksOf("dns"),
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
      listed(),
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
    const inside = await readContainer({ engine, machine: foreignMachine }, container("both"), asksOf("routes"));
    const entered = await readContainer({ engine, machine: here }, container("both"), asksOf("routes"));
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
