import type { Localizer } from "../platform/localizer";
import type { Interface } from "../netns/model";
import type { Line } from "../netns/render/render";
import type { Side } from "./readSubjects";
import { explainNamespaceFault } from "./explainFault";

/** A line of the table, and what its cells are about. */
export interface TableLine extends Line {
  readonly cells: readonly PlacedCell[];
}

/** A text in a column: of a side, about one of its interfaces, and one of the addresses where it shows one. */
interface Cell extends Line {
  readonly side?: Side;
}

/** A cell where it stands: from one column of the line to another. */
export interface PlacedCell extends Cell {
  readonly start: number;
  readonly end: number;
}

interface Column {
  readonly head: string;
  /** By row, the lines of its cell. */
  readonly cells: readonly (readonly Cell[])[];
}

/** Stands between two columns. */
const divider = " │ ";

/**
 * Several namespaces as one table: a row for each interface, a column for each side. Those who share a namespace point
 * to the first of them. Below stand the sentences of those that could not be read.
 */
export function namespaceTable(sides: readonly Side[], l10n: Localizer): Line[] {
  const readable = sides.filter(({ namespace }) => namespace !== undefined);
  const names = rowNames(readable);
  const columns = readable.map((side) => columnOf(side, readable, names, l10n));
  const first: Column = { head: l10n.t("interface"), cells: names.map((name) => [nameCell(name, readable)]) };
  const table = [first, ...columns];
  const widths = table.map(({ head, cells }) =>
    Math.max(head.length, ...cells.flat().map(({ text }) => text.length), 1),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("─┼─");
  const rows = names.flatMap((_, row) => {
    const height = Math.max(...table.map(({ cells }) => cells[row]?.length ?? 0));
    return Array.from({ length: height }, (__, line) =>
      lineOf(
        table.map(({ cells }) => cells[row]?.[line] ?? { text: "" }),
        widths,
      ),
    );
  });
  const faults = sides.flatMap(({ name, fault }) =>
    fault === undefined ? [] : [{ text: `# ${name}: ${explainNamespaceFault(fault, l10n)}` }],
  );
  const head = lineOf(
    table.map((column) => ({ text: column.head })),
    widths,
  );
  return [head, { text: rule }, ...rows, ...(faults.length === 0 ? [] : [{ text: "" }, ...faults])];
}

/** The cell of a table's line at a column, counted from 0; undefined for other lines and between cells. */
export function cellAt(line: Line, column: number): PlacedCell | undefined {
  const cells = "cells" in line ? (line as TableLine).cells : [];
  return cells.find(({ start, end }) => column >= start && column <= end);
}

function lineOf(cells: readonly Cell[], widths: readonly number[]): TableLine {
  let start = 0;
  const placed: PlacedCell[] = [];
  const texts = cells.map((cell, at) => {
    placed.push({ ...cell, start, end: start + cell.text.length });
    const padded = cell.text.padEnd(widths[at] ?? 0);
    start += padded.length + divider.length;
    return padded;
  });
  return { text: texts.join(divider).trimEnd(), cells: placed };
}

/** Loopback first, then the others as they come up, the host's first. */
function rowNames(sides: readonly Side[]): string[] {
  const names = new Set(["lo"]);
  for (const { namespace } of sides) for (const { name } of namespace?.interfaces ?? []) names.add(name);
  return [...names];
}

/** A name that one side alone has is about that side's interface; one that several have is about nobody's in particular. */
function nameCell(name: string, sides: readonly Side[]): Cell {
  const found = sides.flatMap((side) => {
    const entry = side.namespace?.interfaces.find((each) => each.name === name);
    return entry === undefined ? [] : [{ side, entry }];
  });
  const [only] = found;
  const one = found.every(({ side }) => side.namespace === only?.side.namespace) || name === "lo";
  return one && only !== undefined ? { text: name, ...only } : { text: name };
}

function columnOf(side: Side, all: readonly Side[], names: readonly string[], l10n: Localizer): Column {
  const first = all.find(({ namespace }) => namespace === side.namespace);
  const shares = first !== undefined && first !== side;
  const head = shares ? `${side.name} (= ${first.name})` : side.name;
  const cells = names.map((name): Cell[] => {
    const entries = side.namespace?.interfaces.filter((entry) => entry.name === name) ?? [];
    if (shares) return [{ text: entries.length === 0 ? "" : "=" }];
    return entries.flatMap((entry) => cellOf(entry, l10n).map((cell) => ({ side, entry, ...cell })));
  });
  return { head, cells };
}

function cellOf({ addresses, flags }: Interface, l10n: Localizer): Cell[] {
  if (addresses.length === 0)
    return [{ text: flags?.includes("UP") === false ? l10n.t("down") : l10n.t("no address") }];
  return addresses.map((address) => ({
    text: `${address.address}${address.prefix === undefined ? "" : `/${address.prefix}`}`,
    address,
  }));
}
