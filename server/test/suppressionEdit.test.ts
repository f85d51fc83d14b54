import { describe, expect, it, vi } from "vitest";
import { ComposeDocument } from "../src/compose/syntax/document";
import type { Node } from "../src/compose/syntax/node";
import { suppressionEdit } from "../src/workspace/suppress";
import { reportsOfText } from "./singleText";

const text = `services:\n${Array.from(
  { length: 200 },
  (_, index) => `  s${index}:\n    network_mode: host\n    ports: ["${index + 1}:80"]\n`,
).join("")}`;

/** The services of a document, as objects that are the same where they were not parsed anew. */
const servicesIn = ({ root }: ComposeDocument): Node[] =>
  (root?.pairs ?? []).flatMap(({ value }) => (value.kind === "mapping" ? value.pairs.map((pair) => pair.value) : []));

describe("the comment that suppresses a finding", () => {
  it("is tried in the document as it is parsed already, of which one service changes", () => {
    const [report] = reportsOfText(text);
    if (report === undefined) return expect.fail("there is no finding");
    const parsed = ComposeDocument.parse(report.file, text);
    const parse = vi.spyOn(ComposeDocument, "parse");
    const edit = suppressionEdit(report, text, parsed);
    const again = parse.mock.results.map(({ value }) => value as ComposeDocument);
    parse.mockRestore();
    expect(edit).toEqual(suppressionEdit(report, text, undefined));
    expect(edit?.text).toContain(`# hostside-ignore ${report.rule}`);
    expect(again).toHaveLength(1);
    const known = new Set(servicesIn(parsed));
    expect(again.flatMap(servicesIn).filter((service) => !known.has(service))).toHaveLength(1);
  });
});
