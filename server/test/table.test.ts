import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finish } from "../src/compose/syntax/steps";
import { Table } from "../src/compose/values/table";

const entries = fc
  .uniqueArray(fc.nat(999), { maxLength: 400 })
  .map((names) => new Map(names.map((name) => [`s${name}`, { name }])));

describe("a table", () => {
  it("answers as the map that it is made of", () => {
    fc.assert(
      fc.property(entries, (map) => {
        const table = Table.of(map);
        expect([...table]).toEqual([...map]);
        expect([...table.keys()]).toEqual([...map.keys()]);
        expect([...table.values()]).toEqual([...map.values()]);
        expect(table.size).toBe(map.size);
        for (const [name, item] of map) expect(table.get(name)).toBe(item);
        expect(table.get("nobody")).toBeUndefined();
      }),
    );
  });

  it("is the same beside any previous one, and shares what did not change", () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(2), fc.boolean(), (map, at, taken, added) => {
        const before = [...map];
        const previous = Table.of(map);
        const place = before.length === 0 ? 0 : at % before.length;
        const after = [...before];
        after.splice(place, taken, ...(added ? [["new", { name: -1 }] as [string, { name: number }]] : []));
        const table = Table.of(new Map(after), previous);
        expect([...table]).toEqual(after);
        for (const [name, item] of after) expect(table.get(name)).toBe(item);
        if (table.size > 300) {
          expect(table.blocks.filter((block) => previous.blocks.includes(block)).length).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });

  it("hands its index on where only items changed", () => {
    const map = new Map(Array.from({ length: 200 }, (_, index) => [`s${index}`, { index }]));
    const previous = Table.of(map);
    const table = Table.of(new Map([...map, ["s100", { index: -1 }]]), previous);
    expect(table.get("s100")).toEqual({ index: -1 });
    expect(previous.get("s100")).toEqual({ index: 100 });
    expect(finish(table.mappingBlocks((block) => block)).isUnique).toBe(true);
  });
});
