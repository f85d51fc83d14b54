import { describe, expect, it } from "vitest";
import { planFrom } from "../../src/docker/api/containerPlan";
import { inCommon, unknownFields } from "../../src/insight/inCommon";
import type { SectionId } from "../../src/netns/sections/table";
import type { Side } from "../../src/insight/readSubjects";
import { ownVerdictOf, relationOf, shortVerdict, verdict } from "../../src/insight/verdict";
import { waysText } from "../../src/insight/wayText";
import { source } from "../../src/netns/source";
import type { Namespace, Texts } from "../../src/netns/model";
import { renderIpAddr } from "../../src/netns/render/render";
import { english } from "../english";
import { appText, hostText, lo, namespace, proc, side, tcpRow } from "./namespaceSamples";

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
      "app1 is still in the network namespace that its owner had before a restart, and has no network. Restart app1.",
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
      "Two network namespaces: app1 has eth0 172.17.0.2/16; alone has loopback only. They share no Docker network.",
    );
  });

  it("of one part says what the difference comes to there", () => {
    const of = (texts: Texts): Namespace => namespace(new Map([[source.addressText, appText], ...texts]));
    const hosts = of(
      new Map([
        [source.resolvConf, "nameserver 192.0.2.53\n"],
        [
          "ip route",
          "default proto static\n\tnexthop via 192.0.2.1 dev eth0 weight 1\n\tnexthop via 192.0.2.3 dev eth1 weight 1\n",
        ],
        ["/proc/net/tcp", `${[22, 80, 443, 8080].map((port) => tcpRow("00000000", port)).join("\n")}\n`],
      ]),
    );
    const apps = of(
      new Map([
        [source.resolvConf, "nameserver 127.0.0.11\noptions ndots:0\n"],
        ["ip route", "172.18.0.0/16 dev eth0 scope link\n"],
        ["/proc/net/tcp", `${tcpRow("0B00007F", 40_001)}\n`],
      ]),
    );
    const say = (part: SectionId, other: Namespace = apps): string =>
      verdict(side("host", hosts), side("app1", other), english, part);
    expect(say("dns")).toBe(
      "host uses 192.0.2.53; app1 uses Docker's DNS server, which knows the containers of its networks by name.",
    );
    expect(say("dns", { ...apps, dns: hosts.dns })).toBe("host and app1 use the same DNS servers: 192.0.2.53.");
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
      "host: read through app2, which runs in host mode.",
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
    expect(unknownFields(full, partial)).toContain("mtu");
  });

  it("leaves all where it is one reading or only the engine's account", () => {
    const full = namespace(appText);
    expect(inCommon(full, full)).toEqual([full, full]);
    const told: Namespace = { ...full, ways: ["inspect"], knownFields: new Set() };
    expect(inCommon(full, told)).toEqual([full, told]);
  });
});

describe("the short verdict above a comparison", () => {
  const host = namespace(hostText, "net:[4026531840]");
  const other = namespace(appText.replaceAll("172.17.0.2", "172.17.0.3"));
  const short = (...[left, right]: [Side, Side]): string => shortVerdict(left, right, english);

  it.each([
    [side("host", host), side("app2", host), "Same namespace as the host"],
    [side("app2", host), side("side", host), "Same namespace as app2"],
    [side("host", host), side("app1", namespace(appText)), "Own namespace: eth0 172.17.0.2/16"],
    [side("host", host), side("app1", namespace(lo)), "Own namespace: loopback only"],
    [side("app2", host), side("app1", namespace(appText)), "Own namespace: eth0 172.17.0.2/16"],
    [side("host", host), side("app1", namespace(lo), { orphaned: true }), "Namespace without a network: restart app1"],
    [side("app1", namespace(appText)), { ...side("app1", other), name: "app9" }, "Two namespaces, both on bridge"],
    [
      side("app1", namespace(appText)),
      { ...side("app1", other), name: "app9", container: undefined },
      "Two namespaces, no common network",
    ],
  ])("is one short line (%#)", (left, right, said) => expect(short(left, right)).toBe(said));

  const plan = planFrom({});
  it.each<[Side["fault"], string]>([
    [{ kind: "gone", container: "app1" }, "app1 no longer exists"],
    [{ kind: "stopped", container: "app1", exitCode: 1, plan }, "app1 is not running (exit code 1)"],
    [{ kind: "restarting", container: "app1", exitCode: 3, plan }, "app1 is restarting (exit code 3)"],
    [{ kind: "unreadable", container: "app1", paused: true, detail: "" }, "app1 cannot be read"],
  ])("is the reason where a side cannot be read (%#)", (fault, said) => {
    expect(short(side("host", host), side("app1", undefined, { fault }))).toBe(said);
  });

  const part = (resolvConf: string, route: string, ports: readonly number[]): Namespace => {
    const rows = ports.map((port) => `${tcpRow("00000000", port)}\n`).join("");
    const texts = [
      [source.resolvConf, resolvConf],
      ["ip route", route],
      ["/proc/net/tcp", rows],
    ] as const;
    return namespace(new Map([[source.addressText, appText], ...texts]));
  };
  const hosts = part("nameserver 192.0.2.53\n", "default via 192.0.2.1 dev eth0 proto static\n", [22]);
  const inside = part(
    "nameserver 127.0.0.11\noptions ndots:0\n",
    "172.18.0.0/16 dev eth0 scope link\n",
    [80, 443, 8080, 9000],
  );
  const further = part("nameserver 10.0.0.1\n", "default via 172.17.0.1 dev eth0 proto static\n", []);
  it.each<[SectionId, Namespace, string]>([
    ["routes", inside, "No default route: its own networks only"],
    ["routes", further, "Own default route: 172.17.0.1 dev eth0"],
    ["routes", { ...hosts }, "Same default route: 192.0.2.1 dev eth0"],
    ["dns", inside, "Own resolv.conf: Docker's DNS server"],
    ["dns", further, "Own resolv.conf: 10.0.0.1"],
    ["dns", { ...hosts }, "Same resolv.conf: 192.0.2.53"],
    ["sockets", inside, "Listens on 80/tcp, 443/tcp, 8080/tcp and 1 more"],
    ["sockets", { ...further, sockets: [] }, "Nothing listens"],
    ["sockets", { ...inside, sockets: undefined }, "Own namespace: eth0 172.17.0.2/16"],
  ])("of %s is about the right side (%#)", (shown, found, said) => {
    expect(shortVerdict(side("host", hosts), side("app1", found), english, shown)).toBe(said);
    expect(said.length).toBeLessThan(50);
  });
});
