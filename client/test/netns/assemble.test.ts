import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namespaceFrom } from "../../src/netns/sections/namespaceFrom";
import { source } from "../../src/netns/source";
import { parseIpJson } from "../../src/netns/parse/ipJson";
import { renderIpAddr } from "../../src/netns/render/render";
import { routeLines } from "../../src/netns/sections/routes";
import { readingScript } from "../../src/netns/read/script";
import { parseSysfs } from "../../src/netns/parse/sysfs";
import { interfacesOf, namespaces, procSample, sample, type Recorded } from "../samples";

/** The texts of /proc/net; `igmp` and `dev_mcast` tell the indexes of interfaces. */
const procTexts = (name: Recorded): [string, string][] => [
  ...Object.entries(procSample(name)).map(([file, text]): [string, string] => [`/proc/net/${file}`, text]),
  ...["igmp", "dev_mcast"].map((file): [string, string] => [`/proc/net/${file}`, sample(`${name}/proc/${file}`)]),
];
const sysfsTexts = (name: Recorded): [string, string][] =>
  interfacesOf(name).map((one) => [`${source.sysfs}${one}`, sample(`${name}/sys/${one}`)]);

/** sysfs by hand, for what no sample has. */
const sysfs = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([file, value]) => `${file} ${value}`)
    .join("\n");

/** What iproute2 printed, without the blanks at the ends of its lines and without what `hidden` takes out. */
const printed = (name: Recorded, hidden: RegExp): string =>
  sample(`${name}/ip-addr.txt`).replaceAll(/ +$/gmu, "").replaceAll(hidden, "");

/** The kernel lists the IPv6 addresses of an interface in the order of a hash table in the one file, by age to `ip`. */
const inOrder = (text: string): string =>
  text.replaceAll(/(?:^ +inet6 .*\n)+/gmu, (lines) => `${lines.trimEnd().split("\n").sort().join("\n")}\n`);

describe("one namespace from several texts", () => {
  it.each(["bridged", "two", "none"] as const)("%s: without ip, by its shell, is what ip would print", (name) => {
    const found = namespaceFrom(new Map([...procTexts(name), ...sysfsTexts(name)]), ["exec"]);
    // Neither /proc nor sysfs tells qdisc, link-netnsid and lifetimes; `nodad` is in if_inet6.
    const expected = printed(name, / qdisc \S+| link-netnsid \d+|^ +valid_lft .*\n/gmu);
    expect(inOrder(renderIpAddr(found?.interfaces ?? []))).toBe(inOrder(expected));
    expect(found?.knownFields.has("flags")).toBe(true);
    expect(found?.knownFields.has("qdisc")).toBe(false);
  });

  it("of a host, by its shell, names what each interface is a port of and stands on, up, down and without carrier", () => {
    const found = namespaceFrom(new Map([...procTexts("host"), ...sysfsTexts("host")]), ["exec"]);
    const heads = (text: string): string[] => text.split("\n").filter((line) => /^\d/u.test(line));
    expect(heads(renderIpAddr(found?.interfaces ?? []))).toEqual(heads(printed("host", / qdisc \S+/gu)));
  });

  it.each(namespaces)("%s: fills what busybox leaves out", (name) => {
    const texts = new Map([[source.addressText, sample(`${name}/busybox-ip-addr.txt`)], ...sysfsTexts(name)]);
    const found = renderIpAddr(namespaceFrom(texts, ["exec"])?.interfaces ?? []);
    // Other names of an interface are told by iproute2 alone.
    const hidden = / link-netnsid \d+|^ +altname .*\n/gmu;
    expect(found).toBe(printed(name, hidden).replaceAll(/\b[1-9]\d*sec\b/gu, "limited"));
  });

  it("leaves sysfs alone where it is of another namespace, as with -v /sys:/sys", () => {
    const strange: [string, string][] = [
      [`${source.sysfs}lo`, sample("two/sys/lo")],
      [`${source.sysfs}eth0`, sample("bridged/sys/eth0")],
      [`${source.sysfs}eth1`, sample("two/sys/eth1")],
    ];
    const found = namespaceFrom(new Map([...procTexts("two"), ...strange]), ["exec"]);
    expect(found?.knownFields.has("flags")).toBe(false);
    expect(found?.interfaces.map(({ mac }) => mac)).toEqual([undefined, undefined, undefined]);
  });

  it("takes MAC addresses from the engine where nothing else tells them", () => {
    const attachments = [{ network: "bridge", address: "172.17.0.2", mac: "02:42:ac:11:00:02" }];
    const found = namespaceFrom(new Map(procTexts("bridged")), ["proc"], attachments);
    expect(found?.interfaces.find(({ name }) => name === "eth0")?.mac).toBe("02:42:ac:11:00:02");
    expect(found?.interfaces.find(({ name }) => name === "lo")?.mac).toBeUndefined();
  });

  it("has counters, routes of both families and sockets beside the interfaces", () => {
    const found = namespaceFrom(new Map(procTexts("two")), ["proc"]);
    const [bytes, packets] = /eth1:\s+(\d+)\s+(\d+)/u.exec(sample("two/proc/dev"))?.slice(1).map(Number) ?? [];
    expect(bytes).toBeGreaterThan(0);
    expect(found?.interfaces.find(({ name }) => name === "eth1")?.counters).toMatchObject({
      receivedBytes: bytes,
      receivedPackets: packets,
    });
    expect(found?.routes?.[0]).toMatchObject({ destination: "default", gateway: "10.77.0.1", device: "eth0" });
    expect(found?.routes?.at(-1)).toMatchObject({ destination: "default", gateway: "fd00:77::1", device: "eth0" });
    expect(found?.sockets).toHaveLength(12);
  });

  it.each(namespaces)("%s: has what ip told of routes, both families, from JSON and from text alike", (name) => {
    const fromJson = namespaceFrom(
      new Map([
        [source.addressJson, sample(`${name}/ip-j-addr.json`)],
        ["ip -j route", sample(`${name}/ip-j-route.json`)],
        ["ip -6 -j route", sample(`${name}/ip-6-j-route.json`)],
      ]),
      ["exec"],
    );
    const fromText = namespaceFrom(
      new Map([
        [source.addressText, sample(`${name}/ip-addr.txt`)],
        ["ip route", sample(`${name}/ip-route.txt`)],
        ["ip -6 route", sample(`${name}/ip-6-route.txt`)],
      ]),
      ["exec"],
    );
    const told = `${sample(`${name}/ip-route.txt`)}${sample(`${name}/ip-6-route.txt`)}`
      .split("\n")
      .map((line) => line.trimEnd())
      .filter((line) => line !== "");
    expect(routeLines(fromJson?.routes ?? []).map(({ text }) => text)).toEqual(told);
    expect(routeLines(fromText?.routes ?? []).map(({ text }) => text)).toEqual(told);
  });

  it.each(namespaces)(
    "%s: has the routes of the main table, also from busybox, which prints those for multicast",
    (name) => {
      const from = (program: string): unknown => {
        const texts = new Map([
          [source.addressText, sample(`${name}/ip-addr.txt`)],
          ["ip route", sample(`${name}/${program}ip-route.txt`)],
          ["ip -6 route", sample(`${name}/${program}ip-6-route.txt`)],
        ]);
        const { routes = [] } = namespaceFrom(texts, ["exec"]) ?? {};
        return routes.map(({ family, type, destination }) => ({ family, type, destination }));
      };
      expect(from("busybox-")).toEqual(from(""));
    },
  );

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
