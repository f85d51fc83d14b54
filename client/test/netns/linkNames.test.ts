import { describe, expect, it } from "vitest";
import { namespaceFrom } from "../../src/netns/sections/namespaceFrom";
import { source } from "../../src/netns/source";

const sysfs = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([file, value]) => `${file} ${value}`)
    .join("\n");

describe("tells an interface of here from one of another namespace with the same number", () => {
  const card = sysfs({ ifindex: 2, iflink: 2, type: 1 });
  const end = sysfs({ ifindex: 148, iflink: 2, type: 1 });
  const vlan = `${sysfs({ ifindex: 7, iflink: 2, type: 1 })}\nlower_eth0`;
  const pair = [sysfs({ ifindex: 8, iflink: 9, type: 1 }), sysfs({ ifindex: 9, iflink: 8, type: 1 })] as const;
  const folders: [string, string][] = Object.entries({
    ...{ eth0: card, vethb7fc871: end, "eth0.10": vlan, a: pair[0], b: pair[1] },
  }).map(([name, text]) => [`${source.sysfs}${name}`, text]);
  // As busybox 1.35 prints it on the host of engine 28, where eth0 of each container has the number 2.
  const printed = [
    "2: eth0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop qlen 1000",
    "7: eth0.10@eth0: <BROADCAST,MULTICAST,M-DOWN> mtu 1500 qdisc noop qlen 1000",
    "8: a@b: <BROADCAST,MULTICAST> mtu 1500 qdisc noop qlen 1000",
    "9: b@a: <BROADCAST,MULTICAST> mtu 1500 qdisc noop qlen 1000",
    "148: vethb7fc871@eth0: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue master docker0",
    "",
  ].join("\n");
  const links = (texts: [string, string][]): Record<string, string | undefined> =>
    Object.fromEntries((namespaceFrom(new Map(texts), ["exec"])?.interfaces ?? []).map((one) => [one.name, one.link]));
  const known = { eth0: undefined, "eth0.10": "eth0", a: "b", b: "a", vethb7fc871: "if2" };

  it("by busybox with sysfs, whose M-DOWN it drops where it looked at the wrong one", () => {
    const texts: [string, string][] = [[source.addressText, printed], ...folders];
    expect(links(texts)).toEqual(known);
    const flags = namespaceFrom(new Map(texts), ["exec"])?.interfaces.find(({ index }) => index === 148)?.flags;
    expect(flags).toEqual(["BROADCAST", "MULTICAST", "UP", "LOWER_UP"]);
  });

  it("by busybox alone, which knows no more than the number", () => {
    expect(links([[source.addressText, printed]])).toEqual({ ...known, "eth0.10": "if2" });
  });

  it("by sysfs alone", () => {
    const interfaces =
      "Idx\tDevice    : Count\n2\teth0 : 1\n7\teth0.10 : 1\n8\ta : 1\n9\tb : 1\n148\tvethb7fc871 : 1\n";
    const dev = ["eth0", "eth0.10", "a", "b", "vethb7fc871"].map((name) => `${name}: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0`);
    const texts: [string, string][] = [
      ["/proc/net/igmp", interfaces],
      ["/proc/net/dev", ["Inter-|", " face |", ...dev, ""].join("\n")],
    ];
    expect(links([...texts, ...folders])).toEqual(known);
  });
});
