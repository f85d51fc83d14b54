import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import textmate, { type IGrammar } from "vscode-textmate";
import { namespaces, sample } from "./samples";
import { grammarOf } from "./textmateRegistry";

const file = path.join(import.meta.dirname, "..", "..", "syntaxes", "ip-addr.tmLanguage.json");
let grammar: IGrammar;

beforeAll(async () => {
  grammar = await grammarOf("source.ip-addr", () => readFileSync(file, "utf8"));
});

/** The scopes of a line's tokens, without the part that all share. Blank tokens are left out. */
function scopes(line: string): [text: string, scope: string][] {
  return grammar
    .tokenizeLine(line, textmate.INITIAL)
    .tokens.map(({ startIndex, endIndex, scopes: all }): [string, string] => [
      line.slice(startIndex, endIndex).trim(),
      (all.at(-1) ?? "").replace(/\.?(?:source\.)?ip-addr$/u, ""),
    ])
    .filter(([text]) => text !== "");
}

it("takes no `>` of an arrow for a bracket that somebody forgot to open", () => {
  const beside = file.replace("tmLanguage", "language-configuration");
  expect(JSON.parse(readFileSync(beside, "utf8"))).not.toHaveProperty("brackets");
});

describe("the grammar of ip addr", () => {
  it("marks an interface with its link, flags, state and numbers", () => {
    const line = "42: eth0@if43: <BROADCAST,UP> mtu 1500 qdisc noqueue master docker0 state UP group default qlen 1000";
    expect(scopes(line)).toEqual([
      ["42", "constant.numeric.index"],
      [":", "punctuation.separator"],
      ["eth0", "entity.name.type.interface"],
      ["@", "punctuation.separator.link"],
      ["if43", "variable.other.link"],
      [":", "punctuation.separator"],
      ["<", "punctuation.definition.flags.begin"],
      ["BROADCAST", "constant.language.flag"],
      [",", "punctuation.separator"],
      ["UP", "constant.language.flag.up"],
      [">", "punctuation.definition.flags.end"],
      ["mtu", "keyword.other"],
      ["1500", "constant.numeric"],
      ["qdisc", "keyword.other"],
      ["noqueue", "string.unquoted"],
      ["master", "keyword.other"],
      ["docker0", "variable.other.master"],
      ["state", "keyword.other"],
      ["UP", "constant.language.state.up"],
      ["group", "keyword.other"],
      ["default", "string.unquoted"],
      ["qlen", "keyword.other"],
      ["1000", "constant.numeric"],
    ]);
  });

  it("marks an address with its prefix, broadcast, scope and label", () => {
    expect(scopes("    inet 172.17.0.2/16 brd 172.17.255.255 scope global dynamic eth0")).toEqual([
      ["inet", "keyword.control.family"],
      ["172.17.0.2", "string.unquoted.address"],
      ["/", "punctuation.separator.prefix"],
      ["16", "constant.numeric.prefix"],
      ["brd", "keyword.other"],
      ["172.17.255.255", "string.unquoted.address"],
      ["scope", "keyword.other"],
      ["global", "constant.language.scope"],
      ["dynamic", "storage.modifier"],
      ["eth0", "variable.other.label"],
    ]);
  });

  it("marks a MAC address, IPv6 and a lifetime", () => {
    expect(scopes("    link/ether 02:42:ac:11:00:02 brd ff:ff:ff:ff:ff:ff link-netnsid 1")).toContainEqual([
      "02:42:ac:11:00:02",
      "constant.other.mac",
    ]);
    expect(scopes("    inet6 fe80::1/64 scope link")).toContainEqual(["fe80::1", "string.unquoted.address"]);
    expect(scopes("       valid_lft forever preferred_lft forever")).toEqual([
      ["valid_lft forever preferred_lft forever", "comment.line.lifetime"],
    ]);
  });

  it("marks an interface of which only the name is known", () => {
    expect(scopes("eth0:")[0]).toEqual(["eth0", "entity.name.type.interface"]);
  });

  it.each(namespaces)("%s: leaves nothing of real interfaces unmarked", (name) => {
    for (const line of sample(`${name}/ip-addr.txt`).split("\n")) {
      for (const [text, scope] of scopes(line)) expect([line, text, scope]).not.toEqual([line, text, ""]);
    }
  });

  it("marks a route with its gateway, interface and flags", () => {
    expect(scopes("default via 10.77.0.1 dev eth1 proto static metric 100 onlink")).toEqual([
      ["default", "keyword.control.default"],
      ["via", "keyword.other"],
      ["10.77.0.1", "string.unquoted.address"],
      ["dev", "keyword.other"],
      ["eth1", "entity.name.type.interface"],
      ["proto", "keyword.other"],
      ["static", "string.unquoted"],
      ["metric", "keyword.other"],
      ["100", "constant.numeric"],
      ["onlink", "storage.modifier"],
    ]);
    expect(scopes("unreachable fd00:77::/64 dev lo scope link").slice(0, 4)).toEqual([
      ["unreachable", "invalid.deprecated.type"],
      ["fd00:77::", "string.unquoted.address"],
      ["/", "punctuation.separator.prefix"],
      ["64", "constant.numeric.prefix"],
    ]);
  });

  it("marks the ways of a route that has several, and who made an address", () => {
    expect(scopes("\tnexthop via inet6 fe80::1 dev eth1 weight 2 linkdown")).toEqual([
      ["nexthop", "keyword.control.nexthop"],
      ["via", "keyword.other"],
      ["inet6", "keyword.control.family"],
      ["fe80::1", "string.unquoted.address"],
      ["dev", "keyword.other"],
      ["eth1", "entity.name.type.interface"],
      ["weight", "keyword.other"],
      ["2", "constant.numeric"],
      ["linkdown", "storage.modifier"],
    ]);
    expect(scopes("    inet6 fe80::1/64 scope link proto kernel_ll").slice(-2)).toEqual([
      ["proto", "keyword.other"],
      ["kernel_ll", "string.unquoted"],
    ]);
  });

  it("marks a listening socket with who holds it", () => {
    expect(scopes("tcp  [::]:80                  nginx (app2)")).toEqual([
      ["tcp", "keyword.control.protocol"],
      ["[::]", "string.unquoted.address"],
      [":", "punctuation.separator.port"],
      ["80", "constant.numeric.port"],
      ["nginx", "entity.name.function.program"],
      ["(app2)", "variable.other.container"],
    ]);
    expect(scopes("udp  127.0.0.11:53            uid 0").slice(-2)).toEqual([
      ["uid", "keyword.other"],
      ["0", "constant.numeric"],
    ]);
  });

  it("marks resolver settings, comments and rows of the table", () => {
    expect(scopes("nameserver 127.0.0.11")).toEqual([
      ["nameserver", "keyword.control.resolver"],
      ["127.0.0.11", "string.unquoted.address"],
    ]);
    expect(scopes("search example.com")[1]).toEqual(["example.com", "string.unquoted"]);
    expect(scopes("# app1 no longer exists.")).toEqual([["# app1 no longer exists.", "comment.line.number-sign"]]);
    expect(scopes("eth0 │ 192.0.2.2/24 │ fd00:77::2/64 │ =")).toEqual([
      ["eth0", "entity.name.type.interface"],
      ["│", "punctuation.separator.table"],
      ["192.0.2.2", "string.unquoted.address"],
      ["/", "punctuation.separator.prefix"],
      ["24", "constant.numeric.prefix"],
      ["│", "punctuation.separator.table"],
      ["fd00:77::2", "string.unquoted.address"],
      ["/", "punctuation.separator.prefix"],
      ["64", "constant.numeric.prefix"],
      ["│", "punctuation.separator.table"],
      ["=", "keyword.operator.same"],
    ]);
  });

  it.each(namespaces)("%s: leaves nothing of real routes unmarked", (name) => {
    for (const line of `${sample(`${name}/ip-route.txt`)}${sample(`${name}/ip-6-route.txt`)}`.split("\n")) {
      for (const [text, scope] of scopes(line)) expect([line, text, scope]).not.toEqual([line, text, ""]);
    }
  });
});
