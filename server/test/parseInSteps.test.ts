import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lexer } from "yaml";
import { finish } from "../src/compose/syntax/steps";
import type { Node } from "../src/compose/syntax/node";
import { parseChunk, type ParsedChunk } from "../src/compose/syntax/parse";
import { parseInSteps } from "../src/compose/syntax/parseInSteps";

/** A tree as nested lists, with every place and every parent. */
function written(node: Node | undefined, parent?: unknown): unknown {
  if (node === undefined) return undefined;
  expect(node.parent).toBe(parent);
  const own = [node.kind, node.start, node.end, node.tag, node.anchor];
  if (node.kind === "scalar") return [...own, node.text, node.style];
  if (node.kind === "alias") return [...own, node.name];
  if (node.kind === "sequence") return [...own, node.style, node.items.map((item) => written(item, node))];
  return [
    ...own,
    node.style,
    node.pairs.map((pair) => [pair.parent === node, written(pair.key, pair), written(pair.value, pair)]),
  ];
}

const shown = (chunk: ParsedChunk): unknown => ({
  root: written(chunk.root),
  anchors: chunk.anchors.map(({ anchor, start }) => [anchor, start]),
  broken: chunk.errors.length > 0,
});

const times = (count: number, entry: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => entry(index)).join("");
const service = (index: number): string =>
  `s${index}: &a${index % 7} {image: "x:${index}", ports: ["80:80", {target: 1}], env: *a3}`;

const shapes: Readonly<Record<string, string>> = {
  "services in one flow line": `services: {${times(300, (index) => `${service(index)}, `)}}\nnetworks: {a: , b: {}}\n`,
  "services in a flow mapping of many lines": `services: !override {\n${times(300, (index) => `  ${service(index)}, # why\n`)}}\n`,
  JSON: JSON.stringify(
    {
      name: "a",
      services: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`s${index}`, { image: "x" }])),
      networks: { a: null },
    },
    null,
    2,
  ),
  "a flow list": `x: &all [${times(500, (index) => `${index}, a: b, [c, d], `)}]\ny: *all\n`,
  "one block mapping": `services:\n  web:\n    environment: &e !t\n${times(500, (index) => `      V${index}: &v${index} "${index}"\n\n      # why\n`)}    image: x # end\n`,
  "one block list": `x-a:\n  - b\nservices:\n  web:\n    ports:\n${times(500, (index) => `    - "${index}:80"\n    - target: 1\n      published: 2\n`)}\n\n`,
  "two crowds": `a: {${times(200, (index) => `k${index}: v, `)}}\nb:\n${times(200, (index) => `  k${index}:\n  - v\n`)}c: d\n`,
  "a long service among many in flow style": `services: {${times(70, (index) => `${service(index)}, `)}long: {ports: [${times(900, (index) => `"${index}:80", `)}], environment: {${times(560, (index) => `V${index}: &v${index} "${index}", `)}}}, last: *v3}\n`,
  "a long list in an entry of many in block style": `a:\n${times(70, (index) => `  k${index}:\n    b: ${index}\n`)}  long:\n    c:\n${times(450, (index) => `    - "${index}:80"\n    - *x\n`)}\n  # end\nb: c\n`,
  "a crowd in a crowd": `services: {${times(80, (index) => `s${index}: {${times(80, (inner) => `k${inner}: v, `)}}, `)}}\n`,
};

describe("parsing in steps", () => {
  it.each(Object.entries(shapes))("gives the tree of parsing at once: %s", (_name, text) => {
    const steps = parseInSteps("/f", text);
    let count = 0;
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        expect(shown(step.value)).toEqual(shown(parseChunk("/f", text)));
        break;
      }
      count += 1;
    }
    // More than the tokens alone take: the entries were composed in batches, too.
    expect(count).toBeGreaterThan(Math.floor([...new Lexer().lex(text)].length / 512));
  });

  it("takes the entries of a long service among many in batches, too", () => {
    const long = `long: {ports: [${times(6_000, (index) => `"${index}:80", `)}]}`;
    const text = `services: {${times(70, (index) => `${service(index)}, `)}${long}}\n`;
    let count = 0;
    for (const steps = parseInSteps("/f", text); steps.next().done !== true;) count += 1;
    const [ofTokens, ofBatches] = [[...new Lexer().lex(text)].length / 512, text.length / 8192];
    expect(count).toBeGreaterThan(Math.floor(ofTokens) + Math.floor(ofBatches) - 1);
  });

  it("gives the same where an entry has no key", () => {
    const crowd = times(200, (index) => `  k${index}:\n  - v\n`);
    for (const text of [
      `b:\n${crowd}: d\n`,
      `b:\n${crowd}  : d\n`,
      `b: {${times(200, (index) => `k${index}: v, `)}: d}\n`,
    ]) {
      expect(shown(finish(parseInSteps("/f", text)))).toEqual(shown(parseChunk("/f", text)));
    }
  });

  it("gives the same for broken texts", { timeout: 60_000 }, () => {
    const mutated = fc.tuple(
      fc.constantFrom(...Object.values(shapes)),
      fc.array(
        fc.tuple(
          fc.nat(100_000),
          fc.nat(12),
          fc.constantFrom(
            "",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\n",
            "  ",
            "- ",
            "#",
            '"',
            "'",
            "? ",
            "&a ",
            "*a",
            "|\n",
            "---\n",
            "!t ",
          ),
        ),
        { maxLength: 4 },
      ),
    );
    fc.assert(
      fc.property(mutated, ([shape, changes]) => {
        const text = changes.reduce((was, [at, cut, put]) => {
          const place = at % was.length;
          return was.slice(0, place) + put + was.slice(place + cut);
        }, shape);
        expect(shown(finish(parseInSteps("/f", text)))).toEqual(shown(parseChunk("/f", text)));
      }),
      { numRuns: 60, seed: 14 },
    );
  });
});
