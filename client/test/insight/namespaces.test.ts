import { describe, expect, it } from "vitest";
import type { Container } from "../../src/docker/container";
import { planFrom } from "../../src/docker/containerPlan";
import { inventoryFrom, type Inventory } from "../../src/docker/inventory";
import { explainLine, type LineContext } from "../../src/insight/explainLine";
import { inCommon, untold } from "../../src/insight/inCommon";
import { namespaceTable } from "../../src/insight/namespaceTable";
import { sharesHostNamespace, type Side } from "../../src/insight/readSubjects";
import { publisherOf } from "../../src/insight/publishers";
import { sectionLines, type Section } from "../../src/insight/sections";
import { ownVerdictOf, relationOf, verdict } from "../../src/insight/verdict";
import { waysText } from "../../src/insight/wayText";
import { namespaceFrom, source } from "../../src/netns/assemble";
import type { Namespace, Texts } from "../../src/netns/model";
import { ipAddrLines, renderIpAddr } from "../../src/netns/render";
import { socketLines } from "../../src/netns/renderSockets";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";

const lo =
  "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default\n    inet 127.0.0.1/8 scope host lo\n";
const hostText = `${lo}2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0
3: docker0: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0
43: veth1@if42: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master docker0 state UP group default
`;
const appText = `${lo}42: eth0@if43: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    inet 172.17.0.2/16 brd 172.17.255.255 scope global eth0
`;
const proc: [string, string][] = [
  ["/proc/net/dev", "Inter-|\n face |bytes\n    lo: 0\n  eth0: 0\n"],
  [
    "/proc/net/fib_trie",
    "Main:\n |-- 127.0.0.1\n /32 host LOCAL\n |-- 172.17.0.2\n /32 host LOCAL\n |-- 172.17.255.255\n /32 link BROADCAST\n",
  ],
  ["/proc/net/route", "Iface\tDestination\neth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"],
];

function namespace(texts: Texts | string, identity?: string): Namespace {
  const map = typeof texts === "string" ? new Map([[source.addressText, texts]]) : new Map(texts);
  if (identity !== undefined) map.set(source.identity, identity);
  const found = namespaceFrom(map, ["exec"]);
  if (found === undefined) throw new Error("no namespace");
  return found;
}

const tcpRow = (address: string, port: number): string =>
  `   0: ${address}:${port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A 0:0 0:0 0  0  0 ${port} 1 0 100 0 0 10 0`;

const inventory: Inventory = inventoryFrom([
  listed(idOf(1), "app1", {
    NetworkSettings: { Networks: { bridge: { IPAddress: "172.17.0.2", IPPrefixLen: 16, Gateway: "172.17.0.1" } } },
  }),
  listed(idOf(2), "app2", { HostConfig: { NetworkMode: "host" } }),
  listed(idOf(3), "side", { HostConfig: { NetworkMode: `container:${idOf(2)}` } }),
]);
const container = (name: string): Container => {
  const found = [...inventory.containers.values()].find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const side = (name: string, held: Namespace | undefined, more: Partial<Side> = {}): Side => ({
  subject: name === "host" ? { kind: "host" } : { kind: "container", id: container(name).id },
  name,
  container: name === "host" ? undefined : container(name),
  namespace: held,
  usesHost: name !== "host" && sharesHostNamespace(inventory, container(name)),
  orphaned: false,
  ...more,
});

describe("a verdict", () => {
  const host = namespace(hostText, "net:[4026531840]");

  it("says that a host-mode container shares the host's namespace, with its name", () => {
    expect(verdict(side("host", host), side("app2", host), english)).toBe(
      "app2 shares the host's network namespace (net:[4026531840]): identical.",
    );
    expect(verdict(side("app2", host), side("side", host), english)).toBe(
      "app2 and side both use the host's network namespace (net:[4026531840]): identical.",
    );
  });

  it("says what a container has of its own, what it hangs on, and what it cannot see", () => {
    expect(verdict(side("host", host), side("app1", namespace(appText)), english)).toBe(
      "app1 has its own network namespace: eth0 172.17.0.2/16 behind docker0; 3 host interfaces are not visible to it.",
    );
  });

  it("finds the bridge by the network's gateway where no veth pair is told", () => {
    expect(verdict(side("host", host), side("app1", namespace(new Map(proc))), english)).toContain(
      "eth0 172.17.0.2/16 behind docker0;",
    );
  });

  it("says of loopback alone, and of a namespace that outlived its owner, what that means", () => {
    expect(verdict(side("host", host), side("app1", namespace(lo)), english)).toContain(
      "loopback only: it reaches no network",
    );
    expect(verdict(side("host", host), side("app1", namespace(lo), { orphaned: true }), english)).toBe(
      "app1 is still in the network namespace that its owner had before it was restarted: no network is left in it. Restart app1.",
    );
  });

  it("is the reason where a side could not be read, also where it still shows what it had", () => {
    const fault = { kind: "gone", container: "app1" } as const;
    expect(verdict(side("host", host), side("app1", undefined, { fault }), english)).toBe("app1 no longer exists.");
    const stale = side("app1", host, { fault });
    expect(verdict(side("host", host), stale, english)).toBe("app1 no longer exists.");
    expect(relationOf(side("host", host), stale)).toBe("unknown");
  });

  it("of two containers says what each has, and what they have in common", () => {
    const other = namespace(appText.replaceAll("172.17.0.2", "172.17.0.3"));
    const two = [side("app1", namespace(appText)), { ...side("app1", other), name: "app9" }] as const;
    expect(verdict(...two, english)).toBe(
      "Two network namespaces: app1 has eth0 172.17.0.2/16; app9 has eth0 172.17.0.3/16. Both are on bridge.",
    );
    const none = { ...side("app1", namespace(lo)), name: "alone", container: undefined };
    expect(verdict(two[0], none, english)).toBe(
      "Two network namespaces: app1 has eth0 172.17.0.2/16; alone has loopback only. They are on no common Docker network.",
    );
  });

  it("of one part says what the difference comes to there", () => {
    const of = (texts: Texts): Namespace => namespace(new Map([[source.addressText, appText], ...texts]));
    const hosts = of(
      new Map([
        [source.resolvConf, "nameserver 192.0.2.53\n"],
        [
          source.routeText,
          "default proto static\n\tnexthop via 192.0.2.1 dev eth0 weight 1\n\tnexthop via 192.0.2.3 dev eth1 weight 1\n",
        ],
        ["/proc/net/tcp", `${[22, 80, 443, 8080].map((port) => tcpRow("00000000", port)).join("\n")}\n`],
      ]),
    );
    const apps = of(
      new Map([
        [source.resolvConf, "nameserver 127.0.0.11\noptions ndots:0\n"],
        [source.routeText, "172.18.0.0/16 dev eth0 scope link\n"],
        ["/proc/net/tcp", `${tcpRow("0B00007F", 40_001)}\n`],
      ]),
    );
    const say = (part: Section, other: Namespace = apps): string =>
      verdict(side("host", hosts), side("app1", other), english, part);
    expect(say("dns")).toBe(
      "host asks 192.0.2.53; app1 asks Docker's own resolver, which knows the containers of its networks by name.",
    );
    expect(say("dns", { ...apps, dns: hosts.dns })).toBe("host and app1 ask the same name servers: 192.0.2.53.");
    expect(say("routes")).toBe(
      "host leaves by 192.0.2.1 dev eth0, 192.0.2.3 dev eth1; app1 has no default route: it reaches its own networks only.",
    );
    expect(say("sockets")).toBe("host listens on 22/tcp, 80/tcp, 443/tcp and 1 more; nothing listens in app1.");
    // What one side does not tell is no difference; then the verdict is that of the addresses.
    expect(say("sockets", { ...apps, sockets: undefined })).toMatch(/^app1 has its own network namespace: /u);
    expect(verdict(side("host", hosts), side("app2", hosts), english, "routes")).toMatch(/identical\.$/u);
  });

  it("of one container by itself says whose namespace it is where that is not its own", () => {
    expect(ownVerdictOf(side("app2", host), english)).toBe(
      "app2 uses the host's network namespace (net:[4026531840]): this is the host's.",
    );
    expect(ownVerdictOf(side("app1", namespace(appText)), english)).toBe("");
    const fault = { kind: "restarting", container: "app1", exitCode: 3, plan: planFrom({}) } as const;
    expect(ownVerdictOf(side("app1", undefined, { fault }), english)).toMatch(
      /^app1 has ended \(exit code 3\) and waits/u,
    );
  });

  it("knows one namespace by its identity, whoever read it", () => {
    const again = namespace(hostText, "net:[4026531840]");
    expect(relationOf(side("host", host), side("app2", again))).toBe("same");
    expect(relationOf(side("host", host), side("app1", namespace(appText, "net:[4026532000]")))).toBe("different");
  });
});

describe("how it was read", () => {
  it("is said once for all that were read alike", () => {
    const [a, b] = [namespace(hostText), { ...namespace(appText), ways: ["nsenter"] as const }];
    const sides = ["host", "app1", "app2", "app3", "app4"].map((name, at) => ({ name, namespace: at === 1 ? b : a }));
    expect(waysText([...sides, { name: "gone", namespace: undefined }], english)).toBe(
      "host, app2, app3 and 1 more: read with the container's own programs. app1: read with nsenter.",
    );
    expect(waysText([{ name: "host", namespace: { ...a, by: "app2" } }], english)).toBe(
      "host: read by way of app2, which runs in host mode.",
    );
  });
});

describe("what two ways have in common", () => {
  it("leaves out on both sides what one does not tell, so that one namespace has no difference", () => {
    const [full, partial] = [namespace(appText), namespace(new Map(proc))];
    const [a, b] = inCommon(full, partial);
    expect(renderIpAddr(a.interfaces)).toBe(renderIpAddr(b.interfaces));
    expect(renderIpAddr(a.interfaces)).toBe(
      "lo:\n    inet 127.0.0.1/8 scope host lo\neth0:\n    inet 172.17.0.2/16 brd 172.17.255.255 scope global eth0\n",
    );
    expect(untold(full, partial)).toContain("mtu");
  });

  it("leaves all where it is one reading or only the engine's account", () => {
    const full = namespace(appText);
    expect(inCommon(full, full)).toEqual([full, full]);
    const told: Namespace = { ...full, ways: ["inspect"], told: new Set() };
    expect(inCommon(full, told)).toEqual([full, told]);
  });
});

describe("a hover", () => {
  const host = namespace(hostText);
  const app = namespace(appText);
  const context: LineContext = {
    name: "app1",
    container: container("app1"),
    usesHost: false,
    host,
    others: [],
    namespace: app,
  };
  const explain = (text: string, word: string, of: LineContext = context): string[] => {
    const line = ipAddrLines(of.namespace.interfaces).find((one) => one.text.includes(text));
    if (line === undefined) throw new Error(text);
    return explainLine(line, word, of, english);
  };

  it("names the other end of a veth pair, from either side", () => {
    expect(explain("eth0@if43", "eth0@if43:")).toEqual([
      "eth0: the end of app1 in the Docker network bridge.",
      "The other end of this veth pair is veth1 on the host, a port of the bridge docker0.",
    ]);
    const hosts = {
      ...context,
      name: "host",
      container: undefined,
      namespace: host,
      others: [{ name: "app1", namespace: app }],
    };
    expect(explain("veth1@if42", "veth1@if42:", hosts)).toContain("The other end of this veth pair is eth0 in app1.");
  });

  it("says which number the other end has where its namespace was not read", () => {
    expect(explain("eth0@if43", "eth0@if43:", { ...context, host: undefined })).toEqual([
      "eth0: the end of app1 in the Docker network bridge.",
      "It is tied to the interface with the number 43 of another network namespace, usually the host's.",
    ]);
  });

  it("names what a macvlan interface stands on, in the verdict too", () => {
    // As the kernel shows it: the number of the host's interface behind the @, and nothing in return.
    const onEth0 = namespace(
      `${lo}57: eth0@if2: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default\n    inet 192.0.2.50/24 scope global eth0\n`,
    );
    const own = { ...context, namespace: onEth0, container: undefined };
    expect(explain("eth0@if2", "eth0@if2:", own)).toContain("It hangs on eth0 on the host.");
    expect(verdict(side("host", host), side("app1", onEth0), english)).toContain("eth0 192.0.2.50/24 behind eth0;");
  });

  it("takes no end of a veth pair that is being made for what an interface stands on", () => {
    const made = namespace(
      `${hostText}43: veth9@veth8: <BROADCAST> mtu 1500 qdisc noop state DOWN group default\n    link/ether 02:42:ac:11:00:09 brd ff:ff:ff:ff:ff:ff\n` +
        `42: veth8@veth9: <BROADCAST> mtu 1500 qdisc noop state DOWN group default\n    link/ether 02:42:ac:11:00:08 brd ff:ff:ff:ff:ff:ff\n`,
    );
    const making = { ...made, interfaces: made.interfaces.filter(({ name }) => name !== "veth1") };
    const told = explain("eth0@if43", "eth0@if43:", { ...context, host: making, container: undefined });
    expect(told.join()).not.toContain("hangs on");
  });

  it("explains flags, addresses and words, and says nothing of what it does not know", () => {
    expect(explain("eth0@", "LOWER_UP")[0]).toMatch(/there is a carrier/u);
    expect(explain("inet 172.17.0.2", "172.17.0.2/16")).toEqual([
      "172.17.0.2: the address of app1 in the Docker network bridge, given by the engine.",
      "/16: addresses that agree in the first 16 bits, 65536 of them, are on the same link.",
      "Its gateway is 172.17.0.1, the host's end of that network.",
    ]);
    expect(explain("inet 127.0.0.1", "127.0.0.1/8")[0]).toMatch(/from inside this network namespace only/u);
    expect(explain("eth0@", "mtu")[0]).toMatch(/largest packet/u);
    expect(explain("eth0@", "toString")).toEqual([]);
  });

  it("says who reaches a listening socket", () => {
    const sockets = [
      { protocol: "tcp", family: "inet", address: "127.0.0.1", port: 80, uid: 33 },
      { protocol: "tcp", family: "inet6", address: "::", port: 443, owner: { program: "nginx" } },
      { protocol: "tcp", family: "inet6", address: "::ffff:127.0.0.1", port: 9200, owner: { program: "java" } },
    ] as const;
    const [local, all, mapped] = socketLines(sockets, { nameOf: () => undefined }).map((line) =>
      explainLine(line, "tcp", context, english),
    );
    expect(local?.join(" ")).toMatch(/loopback only: nothing outside .* takes root to know/u);
    expect(mapped?.[0]).toMatch(/^It listens on loopback only: nothing outside .* reaches 127\.0\.0\.1:9200\./u);
    expect(all).toEqual([
      "It listens on every address of this network namespace, on port 443/tcp.",
      "The program is nginx.",
    ]);
  });
});

describe("a table", () => {
  it("has interfaces by namespaces, points to who is the same, and says who could not be read", () => {
    const host = namespace(hostText);
    const fault = { kind: "stopped", container: "side", exitCode: 1, plan: planFrom({}) } as const;
    const sides = [
      side("host", host),
      side("app1", namespace(appText)),
      side("app2", host),
      side("side", undefined, { fault }),
    ];
    expect(namespaceTable(sides, english).split("\n")).toEqual([
      "interface │ host          │ app1          │ app2 (= host)",
      "──────────┼───────────────┼───────────────┼──────────────",
      "lo        │ 127.0.0.1/8   │ 127.0.0.1/8   │ =",
      "eth0      │ 192.0.2.2/24  │ 172.17.0.2/16 │ =",
      "docker0   │ 172.17.0.1/16 │               │ =",
      "veth1     │ no address    │               │ =",
      "",
      "# side: side is not running (exit code 1). A stopped container has no network namespace: start it, then compare.",
      "",
    ]);
  });
});

describe("a document", () => {
  const options = { raw: false, nameOf: () => undefined };

  it("says what is not known, and what is none", () => {
    const shown = (held: Namespace, part: "routes" | "dns" | "sockets"): string | undefined =>
      sectionLines(side("app1", held), part, options, english)[0]?.text;
    const partial = namespace(appText);
    expect(shown(partial, "dns")).toMatch(/^# Not known: /u);
    expect(shown(partial, "routes")).toMatch(/^# Not known: /u);
    expect(shown({ ...partial, sockets: [] }, "sockets")).toBe("# nothing listens");
    expect(shown({ ...partial, routes: [] }, "routes")).toBe("# no routes");
  });

  it("known from the engine alone says so on top, with what hindered the rest", () => {
    const told: Namespace = { ...namespace(appText), ways: ["inspect"], refusal: "exec: sh: not found" };
    const lines = sectionLines(side("app1", told), "addresses", options, english).map(({ text }) => text);
    expect(lines.slice(0, 3)).toEqual([
      "# Only the engine's own account of this container could be had; it names no interfaces.",
      "# exec: sh: not found",
      "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default",
    ]);
  });

  it("names the container that a proxy of the engine listens for, on the host alone", () => {
    const published = inventoryFrom([
      listed(idOf(1), "app1", { Ports: [{ IP: "0.0.0.0", PublicPort: 2000, PrivatePort: 80, Type: "tcp" }] }),
    ]);
    const socket = { protocol: "tcp", family: "inet", address: "0.0.0.0", port: 2000 } as const;
    const sockets = [
      { ...socket, owner: { program: "docker-proxy" } },
      { ...socket, port: 2001, owner: { program: "docker-proxy" } },
      { ...socket, owner: { program: "nginx" } },
    ];
    const shown = (name: string): string[] =>
      sectionLines(
        side(name, { ...namespace(hostText), sockets }),
        "sockets",
        { ...options, publisherOf: publisherOf(published) },
        english,
      ).map(({ text }) => text.replace(/^.*? {4,}/u, ""));
    expect(shown("host")).toEqual(["docker-proxy (for app1)", "docker-proxy", "nginx"]);
    expect(shown("app2")).toEqual(shown("host"));
    expect(shown("app1")).toEqual(["docker-proxy", "docker-proxy", "nginx"]);
  });

  it("shows raw texts as they were printed, without what cannot be seen", () => {
    const held = namespace(`${appText}       valid_lft 86\u001b[31m0sec preferred_lft 860sec\n`);
    const raw = sectionLines(side("app1", held), "addresses", { ...options, raw: true }, english).map(
      ({ text }) => text,
    );
    expect(raw.join("\n")).toContain("       valid_lft 860sec preferred_lft 860sec");
    expect(raw[0]).toBe(lo.split("\n")[0]);
  });

  it("of a stopped container says where it will be", () => {
    const plan = planFrom({
      HostConfig: {
        Dns: ["192.0.2.53"],
        DnsSearch: ["corp.example"],
        PortBindings: {
          "80/tcp": [{ HostIp: "", HostPort: "8080" }],
          "53/udp": [{ HostIp: "127.0.0.1", HostPort: "" }],
        },
      },
      NetworkSettings: {
        Networks: { two: { IPAMConfig: { IPv4Address: "10.98.7.9" } }, bridge: { IPAMConfig: null } },
      },
    });
    const fault = { kind: "stopped", container: "app2", exitCode: 0, plan } as const;
    const own = side("app1", undefined, { fault });
    const said = (part: Section): string[] =>
      sectionLines(own, part, options, english)
        .slice(2)
        .map(({ text }) => text);
    expect(said("addresses")).toEqual(["# It asks for the address 10.98.7.9 on two."]);
    expect(said("dns")).toEqual(["# It is to ask 192.0.2.53 for names.", "# It is to search corp.example."]);
    expect(said("sockets")).toEqual(["# It is to publish 8080 -> 80/tcp, 127.0.0.1:? -> 53/udp."]);
    // In host mode nothing is published, whatever was asked for.
    expect(sectionLines(side("app2", undefined, { fault }), "sockets", options, english)).toHaveLength(2);
    const lines = sectionLines(side("app2", undefined, { fault }), "addresses", options, english).map(
      ({ text }) => text,
    );
    expect(lines[0]).toMatch(/^# app2 is not running/u);
    expect(lines[1]).toBe("# Once it is started, its network mode is host.");
  });
});
