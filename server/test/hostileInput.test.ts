import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ComposeDocument } from "../src/compose/syntax/document";
import { looksLikeCompose } from "../src/compose/recognise";
import { decode } from "../src/workspace/decode";
import { findingsOfText as findingsOf, reportsOfText as reportsOf } from "./singleText";

const findings = (text: string): string[] => findingsOf(text).filter((line) => / (?:warning|error): /.test(line));
const host = "  web:\n    network_mode: host\n    ports:\n      - 80:80\n";

describe("hostile input", () => {
  it.each([
    ["nothing", ""],
    ["a byte order mark alone", "\ufeff"],
    ["a comment", "# services:\n"],
    ["a scalar", "services"],
    ["a list", "- services\n"],
    ["null services", "services:\n"],
    ["services as a list", "services:\n  - web\n"],
    ["a null service", "services:\n  web:\n"],
    ["a cycle of aliases", "services:\n  web: &a\n    ports: *a\n    networks: [*a]\n    <<: *a\n"],
    ["an unknown alias", "services:\n  web:\n    <<: *nowhere\n    ports: *nowhere\n    network_mode: *nowhere\n"],
    ["binary", "\u0000\u0001\u0002services:\n"],
  ])("%s yields no finding and no error", (_name, text) => {
    expect(findings(text)).toEqual([]);
  });

  it("reads what it can of broken YAML", () => {
    expect(findings('services: { web: { network_mode: host, ports: ["80')).toHaveLength(1);
    expect(findings(`services:\n${host}  other:\n    image: [nginx\n`)).toHaveLength(1);
    expect(findings(`services:\n${host}  other:\n    ima\n`)).toHaveLength(1);
  });

  it("keeps positions right behind a byte order mark, with CRLF, and in JSON", () => {
    const plain = findings(`services:\n${host}`);
    expect(findings(`\ufeffservices:\n${host}`)).toEqual(plain);
    expect(findings(`services:\n${host}`.replaceAll("\n", "\r\n"))).toEqual(plain);
    expect(findings('{"services": {"web": {"network_mode": "host",\n "ports": ["80:80"]}}}')[0]).toMatch(/^2:12-2:19 /);
  });

  it("survives alias bombs and deep nesting", () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `a${level + 1}: &a${level + 1} [*a${level},*a${level},*a${level}]\n`,
    );
    expect(findings(`a0: &a0 [x]\n${levels.join("")}services:\n  bomb:\n    ports: *a40\n${host}`)).toHaveLength(1);
    expect(findings(`services: ${"[".repeat(20_000)}\n`)).toEqual([]);
    expect(findings(`services: ${"{a: ".repeat(5_000)}\n`)).toEqual([]);
  });

  it("never throws, and never points outside the text", { timeout: 60_000 }, () => {
    const seed = `services:\n${host}  b:\n    <<: &x {network_mode: host}\n    networks: [a]\n    expose: ["80"]\n`;
    const mutated = fc.array(
      fc.record({ at: fc.nat(seed.length), cut: fc.nat(6), put: fc.string({ unit: "binary", maxLength: 3 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(mutated, (changes) => {
        const text = changes.reduce((was, { at, cut, put }) => was.slice(0, at) + put + was.slice(at + cut), seed);
        const document = ComposeDocument.parse("/f", text);
        looksLikeCompose(document);
        const lines = text.split(/\r\n|\r|\n/);
        for (const { range } of reportsOf(text)) {
          expect(range.end.character).toBeLessThanOrEqual(lines[range.end.line]?.length ?? -1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("decoding", () => {
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

  it("reads UTF-8 and UTF-16 with a mark, and refuses the rest in words", () => {
    expect(decode(new TextEncoder().encode("ä"))).toEqual({ text: "ä" });
    expect(decode(bytes(0xff, 0xfe, 0x61, 0))).toEqual({ text: "\ufeffa" });
    expect(decode(bytes(0xfe, 0xff, 0, 0x61))).toEqual({ text: "\ufeffa" });
    expect(decode(bytes(0x7f, 0x45, 0x4c, 0x46, 0))).toMatchObject({ unread: "binary" });
    expect(decode(bytes(0xe4, 0x20))).toEqual({ unread: "encoding", inPart: "\ufffd " });
  });
});
