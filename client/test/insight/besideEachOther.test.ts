import { describe, expect, it } from "vitest";
import { besideEachOther } from "../../src/insight/besideEachOther";
import { sectionLines } from "../../src/insight/sectionLines";
import type { Side } from "../../src/insight/readSubjects";
import { english } from "../english";
import { appText, hostText, lo, namespace, side } from "./namespaceSamples";

/** Lines that are about an interface or a heading; the addresses below one are left out. */
function headsOf(sides: readonly [Side, Side], all = false): string[][] {
  const arranged = besideEachOther(...sides, all, english);
  return sides.map((each, at) =>
    sectionLines(each, "addresses", { raw: false, nameOf: () => undefined, groups: arranged[at]?.groups }, english)
      .map(({ text }) => text)
      .filter((text) => !text.startsWith(" "))
      .map((text) => (text.startsWith("#") ? text : (/^\d+: ([^:@]+)/u.exec(text)?.[1] ?? text))),
  );
}

const head = "<BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue";
const veth = (index: number): string =>
  `${index}: veth${index}@if${index - 1}: ${head} master br-0123456789ab state UP group default
    inet6 fe80::${index}/64 scope link
`;
const bridge = (index: number): string =>
  `${index}: br-${index.toString(16).padStart(12, "0")}: ${head} state UP group default
    inet 172.${index}.0.1/16 brd 172.${index}.255.255 scope global br-${index.toString(16).padStart(12, "0")}
`;
const dynamic = `       valid_lft 3500sec preferred_lft 3500sec
`;

describe("two sides beside each other", () => {
  const app = side("app1", namespace(appText));

  it("have equal names first, in one order, and what one has alone under headings that both have", () => {
    const text = hostText.replace("2: eth0", "2: ens3").concat(`50: eth0: ${head} state UP group default
    inet 198.51.100.1/24 scope global eth0
`);
    expect(headsOf([side("host", namespace(text)), app])).toEqual([
      ["lo", "eth0", "# Only host has:", "ens3", "docker0", "veth1"],
      ["lo", "eth0", "# Only host has:"],
    ]);
    const other = namespace(appText.replaceAll("eth0", "eth7"));
    expect(headsOf([side("host", namespace(text)), side("app1", other)])).toEqual([
      ["lo", "# Only app1 has:", "# Only host has:", "ens3", "docker0", "veth1", "eth0"],
      ["lo", "# Only app1 has:", "eth7", "# Only host has:"],
    ]);
  });

  it("show the pair and the bridge of the container, and count what is for others", () => {
    const others = [60, 61, 62].map(veth).join("") + [70, 71].map(bridge).join("");
    const sides = [side("host", namespace(hostText + others)), app] as const;
    const note = "# Not shown: 5 more interfaces for containers (3 veth, 2 br-)";
    expect(headsOf(sides)[0]).toEqual(["lo", "eth0", "# Only host has:", "docker0", "veth1", note]);
    // It is no difference, and stands level: on the colour of one it could hardly be read.
    expect(headsOf(sides)[1]).toEqual(["lo", "eth0", "# Only host has:", note]);
    expect(besideEachOther(...sides, false, english).map((each) => each?.hidden)).toEqual([5, 0]);
    expect(headsOf(sides, true)[0]).toEqual([
      ...["lo", "eth0", "# Only host has:", "docker0", "veth1"],
      ...["veth60", "veth61", "veth62", "br-000000000046", "br-000000000047"],
    ]);
    const one = side("host", namespace(hostText + veth(60)));
    expect(headsOf([one, app])[0]?.at(-1)).toBe("# Not shown: 1 more interface for containers (1 veth)");
  });

  it("show the container's within the first lines, whatever the host has", () => {
    const many = Array.from({ length: 250 }, (_, at) => veth(100 + at)).join("");
    const [host = [], own = []] = headsOf([side("host", namespace(hostText + many)), app]);
    expect(own.slice(0, 3)).toEqual(["lo", "eth0", "# Only host has:"]);
    expect([host.length, own.length]).toEqual([6, 4]);
  });

  it("count no veth that somebody gave an address, and no bridge of another name", () => {
    const own = `80: veth-a@if81: ${head} state UP group default
    inet 10.9.9.1/24 scope global veth-a
82: br-lan: ${head} state UP group default
83: veth-b@veth-c: ${head} state UP group default
84: veth0a1b2c3@veth3c2b1a0: ${head} state DOWN group default
`;
    expect(headsOf([side("host", namespace(hostText + own)), app])[0]?.slice(-5)).toEqual([
      ...["veth1", "veth-a", "br-lan", "veth-b", "# Not shown: 1 more interface for containers (1 veth)"],
    ]);
  });

  it("are equal line for line where they are one namespace", () => {
    const host = namespace(hostText + veth(60));
    const [left, right] = headsOf([side("host", host), side("app2", host)]);
    expect(left).toEqual(right);
    expect(left).toEqual(["lo", "eth0", "docker0", "# Not shown: 2 more interfaces for containers (2 veth)"]);
  });

  it("leave lifetimes to raw output", () => {
    const host = side("host", namespace(hostText.replace("global eth0\n", `global dynamic eth0\n${dynamic}`)));
    const [left] = besideEachOther(host, app, false, english);
    const options = { raw: false, nameOf: () => undefined, groups: left?.groups };
    const texts = sectionLines(host, "addresses", options, english).map(({ text }) => text);
    expect(texts).toContain("    inet 192.0.2.2/24 brd 192.0.2.255 scope global dynamic eth0");
    expect(texts.join("\n")).not.toContain("valid_lft");
  });

  it("stay as they are where one of them has stopped, or its interfaces have no names", () => {
    const told = { ...namespace(lo), ways: ["inspect"] as const };
    expect(headsOf([side("host", namespace(hostText)), side("app1", told)])[0]).toEqual([
      ...["lo", "eth0", "docker0", "# Not shown: 1 more interface for containers (1 veth)"],
    ]);
    expect(besideEachOther(side("host", namespace(hostText)), side("app1", undefined), true, english)).toEqual([
      { groups: [{ interfaces: namespace(hostText).interfaces }], hidden: 0 },
      undefined,
    ]);
  });
});
