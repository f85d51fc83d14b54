import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ComposeDocument } from "../src/compose/syntax/document";
import type { MappingNode, Node } from "../src/compose/syntax/node";
import { parseChunk } from "../src/compose/syntax/parse";
import { readFixture } from "./annotatedFixture";

const folder = new URL("./fixtures/", import.meta.url).pathname;
const texts = readdirSync(folder).flatMap((name) =>
  Object.entries(readFixture(`${folder}${name}`).files).flatMap(([file, text]) =>
    file.endsWith(".env") ? [] : [text],
  ),
);

/** A tree with absolute offsets and nothing of how it was cut; collections without their own range, which the cut moves. */
function outline(node: Node, offset: (node: Node) => number): unknown {
  const at = [offset(node), offset(node) + node.end - node.start];
  switch (node.kind) {
    case "mapping":
      return node.pairs.map(({ key, value }) => [outline(key, offset), outline(value, offset)]);
    case "sequence":
      return [node.tag, node.anchor, ...node.items.map((item) => outline(item, offset))];
    case "alias":
      return [at, node.name];
    case "scalar":
      return [at, node.text, node.style, node.tag, node.anchor];
  }
}

function outlineOf(document: ComposeDocument): unknown {
  return document.roots.map((root: MappingNode) => outline(root, (node) => document.offsetOf(node.chunk, node.start)));
}

function rootOf({ root }: ReturnType<typeof parseChunk>): Node {
  return root ?? expect.fail("there is no content");
}

/** Applies edits one after the other, each parsed beside the version before it. */
function edited(text: string, edits: readonly { at: number; cut: number; put: string }[]): [string, ComposeDocument] {
  let current = text;
  let document = ComposeDocument.parse("/f", current);
  for (const { at, cut, put } of edits) {
    const start = at % (current.length + 1);
    current = current.slice(0, start) + put + current.slice(start + cut);
    document = ComposeDocument.parse("/f", current, document);
  }
  return [current, document];
}

describe("a document in pieces", () => {
  it.each(texts.map((text, index) => [index, text] as const))("reads as one parse would (%i)", (_index, text) => {
    const whole = parseChunk("/f", text);
    expect(whole.errors).toEqual([]);
    const document = ComposeDocument.parse("/f", text);
    expect(outlineOf(document)).toEqual([outline(rootOf(whole), (node) => node.start)]);
  });

  it("takes the chunks that did not change over", () => {
    const text = "services:\n  a:\n    image: a\n  b:\n    image: b\n  c:\n    image: c\n";
    const before = ComposeDocument.parse("/f", text);
    const after = ComposeDocument.parse("/f", text.replace("image: b", "image: bb"), before);
    const services = (document: ComposeDocument): Node[] => {
      const value = document.root?.pairs[0]?.value;
      return value?.kind === "mapping" ? value.pairs.map((pair) => pair.value) : [];
    };
    const [a, b, c] = services(before);
    expect(services(after)[0]).toBe(a);
    expect(services(after)[1]).not.toBe(b);
    expect(services(after)[2]).toBe(c);
    expect(after.rangeOf(services(after)[2] ?? expect.fail("no service")).start).toEqual({ line: 6, character: 4 });
  });

  it("keeps flow collections, quoted texts and block scalars of a service with it", () => {
    for (const text of [
      'services:\n  a: {\n    "image": x\n  }\n  b:\n    image: y\n',
      'services:\n  a:\n    image: "x\n      y:\n      z"\n  b:\n    image: y\n',
      "services:\n  a:\n    command: |\n      x:\n       y:\n  # c:\n  b:\n    image: y\n",
    ]) {
      const value = ComposeDocument.parse("/f", text).root?.pairs[0]?.value;
      expect(value?.kind === "mapping" && value.pairs.map(({ key }) => key.text)).toEqual(["a", "b"]);
    }
  });

  it("leaves JSON, lists and several YAML documents in one piece each", () => {
    const json = '{\n"services": {\n"a": {"image": "x"}\n}\n}\n';
    expect(outlineOf(ComposeDocument.parse("/f", json))).toEqual([
      outline(rootOf(parseChunk("/f", json)), (node) => node.start),
    ]);
    const roots = ComposeDocument.parse("/f", "a: 1\n---\nservices:\n  b:\n    image: x\n...\n---\nc: 1\n").roots;
    expect(roots.map((root) => root.pairs.map(({ key }) => key.text))).toEqual([["a"], ["services"], ["c"]]);
  });

  it("is the same after any edits as parsed from scratch", { timeout: 120_000 }, () => {
    const fragment = fc.oneof(
      fc.constantFrom(
        "\n",
        "  ",
        "    ",
        "services:\n",
        "  d:\n",
        "x: 1\n",
        "---\n",
        "{",
        "}",
        '"',
        "'",
        "|\n",
        "- ",
        "#",
      ),
      fc.string({ maxLength: 4 }),
    );
    const edits = fc.array(fc.record({ at: fc.nat(), cut: fc.nat(12), put: fragment }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...texts), edits, (text, changes) => {
        const [current, document] = edited(text, changes);
        const fresh = ComposeDocument.parse("/f", current);
        expect(outlineOf(document)).toEqual(outlineOf(fresh));
        expect(document.errors).toEqual(fresh.errors);
      }),
      { numRuns: 300 },
    );
  });
});
