import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatIpv6 } from "../../src/netns/parse/addressText";
import { parseIpJson } from "../../src/netns/parse/ipJson";
import { parseIpText } from "../../src/netns/parse/ipText";
import type { Address, Interface, Lifetime } from "../../src/netns/model";
import { networkFiles, parseProcNet, unknownInterface } from "../../src/netns/parse/procNet";
import { socketFiles } from "../../src/netns/parse/procSockets";
import { splitProcNet } from "../../src/netns/parse/procNetSplit";
import { renderIpAddr } from "../../src/netns/render/render";
import { namespaces, procSample, sample } from "../samples";

const everyFile = [...networkFiles, ...socketFiles];

/** Some versions of iproute2 and busybox end address lines with a blank; the renderer does not. */
const withoutTrailingBlanks = (text: string): string => text.replaceAll(/ +$/gmu, "");

/** What counts down is shown as `limited`, so that two readings can be equal. */
const heldStill = (text: string): string => text.replaceAll(/\b[1-9]\d*sec\b/gu, "limited");

const addressesByInterface = (interfaces: readonly Interface[] | undefined): Record<string, string[]> =>
  Object.fromEntries(
    (interfaces ?? []).map(({ name, addresses }) => [
      name,
      addresses.map(({ address, prefix }) => `${address}/${prefix ?? ""}`).sort(),
    ]),
  );

describe("what iproute2 printed", () => {
  it.each(namespaces)("%s: text and JSON are rendered as the text was", (name) => {
    const text = heldStill(withoutTrailingBlanks(sample(`${name}/ip-addr.txt`)));
    expect(renderIpAddr(parseIpText(sample(`${name}/ip-addr.txt`)) ?? [])).toBe(text);
    expect(renderIpAddr(parseIpJson(sample(`${name}/ip-j-addr.json`)) ?? [])).toBe(text);
  });

  it("keeps what the samples lack: peers, metrics, dynamic addresses, alternative names", () => {
    const text = [
      "2: wlp2s0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000",
      "    link/ether 02:00:5e:00:53:01 brd ff:ff:ff:ff:ff:ff",
      "    altname wlan-main",
      "    inet 192.0.2.7/24 metric 600 brd 192.0.2.255 scope global dynamic noprefixroute wlp2s0",
      "       valid_lft 3541sec preferred_lft 3541sec",
      "    inet6 2001:db8::7/64 scope global temporary deprecated dynamic proto kernel_ra",
      "       valid_lft 86353sec preferred_lft 0sec",
      "3: tun0: <POINTOPOINT,UP> mtu 1400 qdisc fq_codel state UNKNOWN group default qlen 500",
      "    link/none",
      "    inet 198.51.100.9/32 scope global proto 72 tun0",
      "       valid_lft forever preferred_lft forever",
      "    inet 198.51.100.1 peer 198.51.100.2/32 scope global tun0",
      "       valid_lft forever preferred_lft forever",
      "4: ip6tnl1@NONE: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1452 qdisc noqueue state UNKNOWN group default qlen 1000",
      "    link/tunnel6 2001:db8::1 peer 2001:db8::2",
      "5: veth1@if2: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default",
      "    link/ether 02:00:5e:00:53:02 brd ff:ff:ff:ff:ff:ff link-netns blue",
      "",
    ].join("\n");
    expect(renderIpAddr(parseIpText(text) ?? [])).toBe(heldStill(text).replace("@NONE", ""));
  });

  it("of newer versions is the same from JSON: who made an address, and the name of the other end's namespace", () => {
    const json = [
      {
        ...{ ifindex: 5, link_index: 2, ifname: "veth1", flags: ["UP"], link_netns: "blue", link_type: "ether" },
        address: "02:00:5e:00:53:02",
        addr_info: [
          { family: "inet", local: "192.0.2.1", prefixlen: 24, scope: "global", protocol: "0", label: "veth1" },
          { family: "inet6", local: "fe80::1", prefixlen: 64, scope: "link", protocol: "kernel_ll" },
        ],
      },
    ];
    expect(renderIpAddr(parseIpJson(JSON.stringify(json)) ?? [])).toBe(
      [
        "5: veth1@if2: <UP>",
        "    link/ether 02:00:5e:00:53:02 link-netns blue",
        "    inet 192.0.2.1/24 scope global veth1",
        "    inet6 fe80::1/64 scope link proto kernel_ll",
        "",
      ].join("\n"),
    );
  });

  it("is equal for two readings that differ in what counts down only", () => {
    const text = (seconds: number): string =>
      `1: eth0: <UP> mtu 1500\n    inet 192.0.2.1/24 scope global dynamic eth0\n       valid_lft ${seconds}sec preferred_lft ${seconds}sec\n`;
    expect(renderIpAddr(parseIpText(text(100)) ?? [])).toEqual(renderIpAddr(parseIpText(text(99)) ?? []));
  });

  it("leaves out that an address is tentative, which ends by itself, but not where its detection failed", () => {
    const shown = (flags: string): string =>
      renderIpAddr(
        parseIpText(`1: docker0: <UP> mtu 1500\n    inet6 fe80::1/64 scope link ${flags}proto kernel_ll\n`) ?? [],
      );
    expect(shown("tentative ")).toBe(shown(""));
    expect(shown("dadfailed tentative ")).toContain("inet6 fe80::1/64 scope link dadfailed tentative proto kernel_ll");
  });
});

describe("what busybox printed", () => {
  it.each(namespaces)(
    "%s: is rendered as it was, with names for flags and kinds of links and without what it cannot see",
    (name) => {
      const text = withoutTrailingBlanks(sample(`${name}/busybox-ip-addr.txt`));
      const told = text
        .replaceAll(/,M-DOWN\b/gu, "")
        .replaceAll("link/[65534]", "link/none")
        .replaceAll(/ flags 02(.*)/gu, " nodad$1")
        .replaceAll(/ (dynamic|deprecated) nodad/gu, " nodad $1");
      expect(renderIpAddr(parseIpText(text) ?? [])).toBe(heldStill(told));
    },
  );

  it.each(namespaces)("%s: has the addresses and flags that iproute2 tells of it", (name) => {
    const untilWhen = (lifetime: Lifetime | undefined): string | undefined =>
      typeof lifetime === "number" ? "limited" : lifetime;
    const comparable = (file: string): unknown =>
      parseIpText(sample(`${name}/${file}`))?.map((entry) => ({
        index: entry.index,
        name: entry.name,
        link: entry.link,
        flags: entry.flags,
        mtu: entry.mtu,
        mac: entry.mac,
        addresses: entry.addresses.map((one) => ({
          ...one,
          valid: untilWhen(one.valid),
          preferred: untilWhen(one.preferred),
        })),
      }));
    expect(comparable("busybox-ip-addr.txt")).toEqual(comparable("ip-addr.txt"));
  });

  it("is refused where it is the usage text that its ip answers -j with", () => {
    expect(parseIpJson(sample("busybox-ip-j-error.txt"))).toBeUndefined();
    expect(parseIpText(sample("busybox-ip-j-error.txt"))).toBeUndefined();
  });
});

describe("what /proc/net held", () => {
  it.each(namespaces)("%s: places its addresses as ip does, but those with a peer", (name) => {
    const told = parseIpJson(sample(`${name}/ip-j-addr.json`)) ?? [];
    const isPlaced = ({ peer }: Address): boolean => peer === undefined;
    const expected = addressesByInterface(
      told.map((entry) => ({ ...entry, addresses: entry.addresses.filter(isPlaced) })),
    );
    // The subnet of such an address is the peer's alone, so that no route says whose it is.
    const unplaced = told.flatMap(({ addresses }) => addresses.filter((address) => !isPlaced(address)));
    if (unplaced.length > 0) expected[unknownInterface] = unplaced.map(({ address }) => `${address}/`).sort();
    expect(addressesByInterface(parseProcNet(procSample(name)))).toEqual(expected);
  });

  it("of a bridge container gives its address, broadcast and scope", () => {
    expect(renderIpAddr(parseProcNet(procSample("bridged")) ?? [])).toBe(
      "lo:\n    inet 127.0.0.1/8 scope host lo\neth0:\n    inet 172.17.0.2/16 brd 172.17.255.255 scope global eth0\n",
    );
  });

  it.each(namespaces)("%s: one cat of its files is taken apart again", (name) => {
    const files = procSample(name);
    const whole = Object.values(files).join("");
    const parts = Object.entries(splitProcNet(whole, everyFile)).map(([part, text]) => [part, text?.trimEnd()]);
    const expected = Object.entries(files).map(([part, text]) => [part, text.trimEnd()]);
    expect(Object.fromEntries(parts)).toEqual(Object.fromEntries(expected.filter(([, text]) => text !== "")));
  });

  it("keeps an address that no route places, without guessing its interface", () => {
    const dev = "Inter-| Receive\n face |bytes\n  eth0: 0 0\n";
    const fib_trie = "Local:\n  |-- 203.0.113.9\n     /32 host LOCAL\n";
    const interfaces = parseProcNet({ dev, fib_trie, route: "", if_inet6: "" });
    expect(renderIpAddr(interfaces ?? [])).toBe("eth0:\n?:\n    inet 203.0.113.9 scope global\n");
  });
});

describe("any bytes", () => {
  it("never make a parser throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        parseIpJson(text);
        renderIpAddr(parseIpText(text) ?? []);
        renderIpAddr(parseProcNet(splitProcNet(text, everyFile)) ?? []);
      }),
    );
  });

  it("never make a parser throw, also where they look like an answer", () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.array(
          fc.constantFrom(
            "1: a: <UP> x",
            "    inet 1.2.3.4/8 brd",
            "scope",
            "    link/ether",
            "valid_lft",
            "Iface\t",
            "|-- 1.1.1.1",
            "/32 host LOCAL",
            "\n",
          ),
        ),
        (json, words) => {
          renderIpAddr(parseIpJson(json) ?? []);
          renderIpAddr(parseIpJson(`[${json}]`) ?? []);
          renderIpAddr(parseIpText(words.join(" ")) ?? []);
          renderIpAddr(parseProcNet(splitProcNet(words.join("\n"), everyFile)) ?? []);
        },
      ),
    );
  });

  it("in a name or flag do not reach the document", () => {
    const hostile = JSON.stringify([{ ifindex: 1, ifname: "e\u001b[31mth\u202e0", flags: ["U\nP"], addr_info: [] }]);
    expect(renderIpAddr(parseIpJson(hostile) ?? [])).toBe("1: eth_0: <U_P>\n");
  });
});

describe("IPv6 text", () => {
  it.each([
    ["00000000000000000000000000000001", "::1"],
    ["fe80000000000000fc00000000000001", "fe80::fc00:0:0:1"],
    ["fd000077000000000000000000000002", "fd00:77::2"],
    ["20010db8000000010001000100010001", "2001:db8:0:1:1:1:1:1"],
    ["00000000000000000000000000000000", "::"],
    ["00000000000000000000ffff7f000001", "::ffff:127.0.0.1"],
    ["0000000000000000ffff00007f000001", "::ffff:0:7f00:1"],
  ])("%s is %s", (hex, text) => {
    expect(formatIpv6(hex)).toBe(text);
  });
});
