import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namespaceFrom, source } from "../../src/netns/assemble";
import { parseIpJson } from "../../src/netns/ipJson";
import { renderIpAddr } from "../../src/netns/render";
import { readingScript } from "../../src/netns/script";
import { parseSysfs } from "../../src/netns/sysfs";
import { procSample, sample, samplesPresent, skipReason } from "../samples";

const procTexts = (name: string): [string, string][] =>
  Object.entries(procSample(name)).map(([file, text]) => [`/proc/net/${file}`, text]);

/** sysfs as the kernel of the samples had it. */
const sysfs = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([file, value]) => `${file} ${value}`)
    .join("\n");
const loopback = sysfs({
  ifindex: 1,
  iflink: 1,
  mtu: 65536,
  flags: "0x9",
  carrier: 1,
  operstate: "unknown",
  address: "00:00:00:00:00:00",
  broadcast: "00:00:00:00:00:00",
  tx_queue_len: 1000,
  type: 772,
  netdev_group: 0,
});
const veth = (index: number, mac: string): string =>
  sysfs({
    ifindex: index,
    iflink: index + 1,
    mtu: 1500,
    flags: "0x1003",
    carrier: 1,
    operstate: "up",
    address: mac,
    broadcast: "ff:ff:ff:ff:ff:ff",
    tx_queue_len: 0,
    type: 1,
    netdev_group: 0,
  });
/** The recorded containers lack this file, which tells the indexes of interfaces. */
const igmp: [string, string] = [
  "/proc/net/igmp",
  "Idx\tDevice    : Count\n1\tlo        :     1\n399\teth0      :     1\n",
];
const sysfsOfTwo: [string, string][] = [
  [`${source.sysfs}lo`, loopback],
  [`${source.sysfs}eth0`, veth(399, "02:42:c0:a8:c0:02")],
  [`${source.sysfs}eth1`, veth(401, "02:42:0a:4d:00:02")],
];

describe("one namespace from several texts", () => {
  it.skipIf(!samplesPresent)(`of an image without ip, by its shell, is what ip would print${skipReason}`, () => {
    const texts = new Map([...procTexts("proc-two"), igmp, ...sysfsOfTwo]);
    const found = namespaceFrom(texts, ["exec"]);
    // Neither /proc nor sysfs tells qdisc, link-netnsid and lifetimes; `nodad` is in if_inet6.
    const expected = sample("two.iproute2.ip-addr.txt")
      .replaceAll(/ +$/gmu, "")
      .replaceAll(/ qdisc \S+| link-netnsid \d+|^ +valid_lft .*\n/gmu, "");
    expect(renderIpAddr(found?.interfaces ?? [])).toBe(expected);
    expect(found?.told.has("flags")).toBe(true);
    expect(found?.told.has("qdisc")).toBe(false);
  });

  it.skipIf(!samplesPresent)(`fills what busybox leaves out${skipReason}`, () => {
    const texts = new Map([[source.addressText, sample("two.busybox.ip-addr.txt")], ...sysfsOfTwo]);
    const expected = sample("two.iproute2.ip-addr.txt")
      .replaceAll(/ +$/gmu, "")
      .replaceAll(/ link-netnsid \d+/gu, "");
    expect(renderIpAddr(namespaceFrom(texts, ["exec"])?.interfaces ?? [])).toBe(expected);
  });

  it.skipIf(!samplesPresent)(
    `leaves sysfs alone where it is of another namespace, as with -v /sys:/sys${skipReason}`,
    () => {
      const strange: [string, string][] = [
        [`${source.sysfs}lo`, loopback],
        [`${source.sysfs}eth0`, veth(2, "02:00:00:00:00:01")],
        [`${source.sysfs}eth1`, veth(401, "02:00:00:00:00:02")],
      ];
      const found = namespaceFrom(new Map([...procTexts("proc-two"), igmp, ...strange]), ["exec"]);
      expect(found?.told.has("flags")).toBe(false);
      expect(found?.interfaces.map(({ mac }) => mac)).toEqual([undefined, undefined, undefined]);
    },
  );

  it.skipIf(!samplesPresent)(`takes MAC addresses from the engine where nothing else tells them${skipReason}`, () => {
    const attachments = [{ network: "bridge", address: "172.17.0.2", mac: "02:42:ac:11:00:02" }];
    const found = namespaceFrom(new Map(procTexts("proc-bridge")), ["proc"], attachments);
    expect(found?.interfaces.find(({ name }) => name === "eth0")?.mac).toBe("02:42:ac:11:00:02");
    expect(found?.interfaces.find(({ name }) => name === "lo")?.mac).toBeUndefined();
  });

  it.skipIf(!samplesPresent)(`has counters, routes and sockets beside the interfaces${skipReason}`, () => {
    const found = namespaceFrom(new Map(procTexts("proc-two")), ["proc"]);
    expect(found?.interfaces.find(({ name }) => name === "eth1")?.counters).toMatchObject({
      receivedBytes: 1904,
      receivedPackets: 16,
      sentBytes: 946,
    });
    expect(found?.routes?.[0]).toMatchObject({ destination: "default", gateway: "10.77.0.1", device: "eth1" });
    expect(found?.sockets).toHaveLength(2);
  });

  it("is none where no text names an interface", () => {
    expect(namespaceFrom(new Map(), ["exec"])).toBeUndefined();
    expect(namespaceFrom(new Map([[source.addressText, "sh: ip: not found"]]), ["exec"])).toBeUndefined();
  });
});

describe("sysfs", () => {
  it.each([
    ["0x1003", 1, "up", ["BROADCAST", "MULTICAST", "UP", "LOWER_UP"]],
    ["0x1003", 0, "down", ["NO-CARRIER", "BROADCAST", "MULTICAST", "UP"]],
    ["0x1002", 0, "down", ["BROADCAST", "MULTICAST"]],
    ["0x1303", 1, "up", ["BROADCAST", "MULTICAST", "UP", "LOWER_UP"]],
    ["0x9", 1, "unknown", ["LOOPBACK", "UP", "LOWER_UP"]],
  ])("flags %s with carrier %s and state %s are %j", (flags, carrier, operstate, expected) => {
    expect(parseSysfs(sysfs({ flags, carrier, operstate })).flags).toEqual(expected);
  });
});

describe("the script for a container's shell", () => {
  it("is the same for all but its word, and takes apart what it printed", () => {
    const [one, two] = [readingScript({ depth: "full" }), readingScript({ depth: "full" })];
    expect(one.command[2]).toBe(two.command[2]);
    const word = one.command[4] ?? "";
    expect(word).not.toBe(two.command[4]);
    const printed = `\n@@${word} /proc/net/dev\nfirst\n@@other end\n\n@@${word} empty\n\n@@${word} end\n`;
    expect(one.parse(printed)).toEqual(new Map([["/proc/net/dev", "first\n@@other end\n"]]));
    expect(two.parse(printed)).toBeUndefined();
    expect(one.parse("OCI runtime exec failed")).toBeUndefined();
  });
});

describe("any bytes", () => {
  it("never make it throw, wherever they come from", () => {
    const key = fc.constantFrom(
      ...Object.values(source),
      `${source.sysfs}eth0`,
      ...["dev", "fib_trie", "route", "if_inet6", "ipv6_route", "igmp", "tcp", "udp6"].map(
        (file) => `/proc/net/${file}`,
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.json(),
      fc.constantFrom(
        "  eth0: 1 2 3\n",
        "1: lo: <UP> mtu",
        "ifindex 1\nflags 0xzz",
        "net:[1]",
        "Main:\n |-- 10.0.0.1\n /32 host LOCAL",
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, text)), (entries) => {
        const found = namespaceFrom(new Map(entries), ["exec"]);
        renderIpAddr(found?.interfaces ?? []);
      }),
      { numRuns: 300 },
    );
  });

  it("that are interfaces come out of the renderer as they went in, through text and through JSON", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/u);
    const entry = fc.record({
      ifindex: fc.integer({ min: 1, max: 99_999 }),
      ifname: name,
      flags: fc.subarray(["LOOPBACK", "BROADCAST", "MULTICAST", "UP", "LOWER_UP"]),
      mtu: fc.integer({ min: 68, max: 65_536 }),
      qdisc: fc.constantFrom("noqueue", "fq_codel"),
      operstate: fc.constantFrom("UP", "DOWN", "UNKNOWN"),
      group: fc.constant("default"),
      txqlen: fc.integer({ min: 1, max: 10_000 }),
      link_type: fc.constant("ether"),
      address: fc.constant("02:00:5e:00:53:01"),
      broadcast: fc.constant("ff:ff:ff:ff:ff:ff"),
      addr_info: fc.array(
        fc.record({
          family: fc.constant("inet"),
          local: fc.ipV4(),
          prefixlen: fc.integer({ min: 0, max: 32 }),
          scope: fc.constantFrom("global", "link", "host"),
          label: name,
          valid_life_time: fc.constantFrom(4_294_967_295, 0),
          preferred_life_time: fc.constantFrom(4_294_967_295, 0),
        }),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: ({ ifname }) => ifname, minLength: 1, maxLength: 4 }),
        (entries) => {
          const json = parseIpJson(JSON.stringify(entries)) ?? [];
          const again = namespaceFrom(new Map([[source.addressText, renderIpAddr(json)]]), ["exec"]);
          expect(renderIpAddr(again?.interfaces ?? [])).toBe(renderIpAddr(json));
        },
      ),
    );
  });
});
