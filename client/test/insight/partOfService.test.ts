import { describe, expect, it } from "vitest";
import type { PlaceRange } from "../../../shared/protocol";
import type { ServicePlaces } from "../../../shared/projectPlaces";
import { partOfService, type WantedPart } from "../../src/insight/partOfService";

const text = `services:
  web:
    extends: { file: base.yaml, service: http }
    environment: { PORT: 9000, URL: "9000:80" }
    ports:
      - "9000-9001:9000-9001"
      - target: 80
        published: 9100
      - "\${PORT}:80"
    command: serve --listen 9300
`;
const lines = text.split("\n");
/** The range of a text that stands once in the file. */
function rangeOf(wanted: string): PlaceRange {
  const from = text.indexOf(wanted);
  const at = (offset: number) => {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length - 1, character: (before.at(-1) ?? "").length };
  };
  return { start: at(from), end: at(from + wanted.length) };
}
function textAt({ start, end }: PlaceRange): string {
  const [first = "", ...others] = lines.slice(start.line, end.line + 1);
  if (others.length === 0) return first.slice(start.character, end.character);
  return [first.slice(start.character), ...others.slice(0, -1), others.at(-1)?.slice(0, end.character)].join("\n");
}

const key = rangeOf("web");
const any = { kind: "any" } as const;
const item = (wanted: string, first: number, last = first) => ({
  range: rangeOf(wanted),
  protocol: "tcp",
  claim: { first, last, address: any },
});
const long = "target: 80\n        published: 9100";
const elsewhere = { ...item("{ file: base.yaml, service: http }", 9400), elsewhere: true } as const;
const places: ServicePlaces = {
  name: "web",
  range: key,
  ports: [item('"9000-9001:9000-9001"', 9000, 9001), item(long, 9100), item('"${PORT}:80"', 9200), elsewhere],
  listens: [{ range: rangeOf("serve --listen 9300"), protocol: "tcp", port: 9300, address: any }],
  starts: true,
};
const found = (wanted: WantedPart, known: ServicePlaces | undefined = places): unknown => {
  const part = partOfService(lines, key, known, wanted);
  return part && [textAt(part.item), part.number && textAt(part.number)];
};

describe("a part of a service in its file", () => {
  it("is the very item that publishes a port, and the number of the host's side in it", () => {
    expect(found({ publishes: 9000 })).toEqual(['"9000-9001:9000-9001"', undefined]);
    expect(found({ publishes: 9100 })).toEqual([long, "9100"]);
    expect(found({ port: 9300 })).toEqual(["serve --listen 9300", "9300"]);
  });

  it("is the item where a variable has the number, which is not changed", () => {
    expect(found({ publishes: 9200 })).toEqual(['"${PORT}:80"', undefined]);
  });

  it("is looked for in the other file where the item comes by extends", () => {
    expect(found({ publishes: 9400 })).toBeUndefined();
  });

  it("is found by the text where the language server knows nothing", () => {
    expect(partOfService(lines, key, undefined, { publishes: 9100 })?.number).toEqual(rangeOf("9100"));
    expect(partOfService(lines, key, undefined, { publishes: 9999 })).toBeUndefined();
    const first = { start: { line: 0, character: 2 }, end: { line: 0, character: 5 } };
    const mode = partOfService(["  web:", "    network_mode: host"], first, undefined, "network-mode");
    expect(mode?.item.start).toEqual({ line: 1, character: 18 });
  });

  it("is the mode where the server says it stands", () => {
    const networkMode = rangeOf("serve");
    expect(partOfService(lines, key, { ...places, networkMode }, "network-mode")?.item).toEqual(networkMode);
  });

  it("has the number in the file of variables that sets it", () => {
    const setIn = { path: "/p/.env", range: { start: { line: 0, character: 5 }, end: { line: 0, character: 9 } } };
    const known = { ...places, ports: [{ ...item('"${PORT}:80"', 9200), setIn }] };
    expect(partOfService(lines, key, known, { port: 9200 })).toEqual({ item: rangeOf('"${PORT}:80"'), setIn });
  });
});
