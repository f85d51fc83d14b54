import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import textmate, { type IGrammar } from "vscode-textmate";
import { grammarOf } from "./textmateRegistry";

const file = path.join(import.meta.dirname, "..", "..", "syntaxes", "compose-networking.tmLanguage.json");
const injection = "hostside.compose.injection";

/** What VS Code's grammar for YAML makes of scalars, keys and comments on one line, with its names for them. */
const yaml = JSON.stringify({
  scopeName: "source.yaml",
  patterns: [
    { match: "#.*", name: "comment.line.number-sign.yaml" },
    { match: "[\\w.-]+(?=:\\s)", name: "string.unquoted.plain.yaml entity.name.tag.yaml" },
    { begin: '"', end: '"', name: "string.quoted.double.yaml" },
    { begin: "'", end: "'", name: "string.quoted.single.yaml" },
    { begin: "(?=[^\\s:\"'-])", end: "(?=\\s#|$)", name: "string.unquoted.plain.out.yaml" },
  ],
});
let grammar: IGrammar;

beforeAll(async () => {
  const textOf = (scope: string): string => (scope === injection ? readFileSync(file, "utf8") : yaml);
  grammar = await grammarOf("source.yaml", textOf, [injection]);
});

/** The tokens of a line that the injection marks. */
function marked(line: string): string[] {
  return grammar.tokenizeLine(line, textmate.INITIAL).tokens.flatMap(({ startIndex, endIndex, scopes }) => {
    const scope = scopes.at(-1) ?? "";
    if (!scope.endsWith(".compose") || scope.startsWith("punctuation")) return [];
    return [`${line.slice(startIndex, endIndex)} ${scope.replace(/\.compose$/u, "")}`];
  });
}

describe("the grammar of networking in Compose files", () => {
  it.each([
    ['      - "8080:80"', ["8080 constant.numeric.port.host", "80 constant.numeric.port.container"]],
    [
      "      - 127.0.0.1:443:443/tcp",
      [
        "127.0.0.1 constant.other.address",
        "443 constant.numeric.port.host",
        "443 constant.numeric.port.container",
        "tcp keyword.other.protocol",
      ],
    ],
    [
      '      - "[::1]:22-23:22-23"',
      ["[::1] constant.other.address", "22-23 constant.numeric.port.host", "22-23 constant.numeric.port.container"],
    ],
    ['      - "127.0.0.1::80"', ["127.0.0.1 constant.other.address", "80 constant.numeric.port.container"]],
    ["      - 53/udp", ["53 constant.numeric.port.container", "udp keyword.other.protocol"]],
    ["    network_mode: host", ["host constant.language.network-mode"]],
    ["    network_mode: 'none'", ["none constant.language.network-mode"]],
    ['    network_mode: "service:db"', ["service keyword.other.network-mode", "db entity.name.type.service"]],
    ["    subnet: 10.0.0.0/8", ["10.0.0.0 constant.other.address", "8 constant.numeric.prefix"]],
    [
      "      A: ${B:-c${D}} $$x $E",
      [
        "B variable.other",
        ":- keyword.operator",
        "D variable.other",
        "$$ constant.character.escape",
        "E variable.other",
      ],
    ],
    ["      U: postgres://u:p@db:5432/x", ["db entity.name.type.host", "5432 constant.numeric.port.container"]],
  ])("marks %s", (line, expected) => {
    expect(marked(line)).toEqual(expected);
  });

  it.each([
    "      image: redis:7.2",
    "      mac_address: 02:42:ac:11:00:02",
    "      at: 12:30:00",
    "      version: 1.2.3.4.5",
    "    host: x # 8080:80 ${A}",
    '      run: "${{ matrix.os }}"',
    '      half: "${A"',
    "    mode: host",
  ])("leaves %s alone", (line) => {
    expect(marked(line)).toEqual([]);
  });

  it("ends with the text, also where a brace is missing", () => {
    const { ruleStack } = grammar.tokenizeLine('  a: "${A" # rest', textmate.INITIAL);
    expect(grammar.tokenizeLine("plain", ruleStack).tokens[0]?.scopes).toEqual([
      "source.yaml",
      "string.unquoted.plain.out.yaml",
    ]);
  });
});
