import type { ListeningSocket } from "../netns/model";
import type { Line } from "../netns/render/render";
import type { Side } from "./readSubjects";

/** A line of a table, and what its cells are about. */
interface TableLine extends Line {
  readonly cells: readonly PlacedCell[];
}

/** A text in a column: of a side, about one of its interfaces, an address of that, or a socket. */
export interface Cell extends Line {
  readonly side?: Side;
  readonly socket?: ListeningSocket;
}

/** A cell where it stands: from one column of the line to another. */
export interface PlacedCell extends Cell {
  readonly start: number;
  readonly end: number;
}

/** A column of a table: by row, the lines of its cell. */
export interface Column {
  readonly head: string;
  readonly cells: readonly (readonly Cell[])[];
}

/** Stands between two columns. */
const divider = " │ ";

/** Columns beside each other, under a line with their heads. A row is as high as its highest cell. */
export function tableLines(columns: readonly Column[]): Line[] {
  const widths = columns.map(({ head, cells }) =>
    Math.max(head.length, ...cells.flat().map(({ text }) => text.length), 1),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("─┼─");
  const head = lineOf(
    columns.map((column) => ({ text: column.head })),
    widths,
  );
  const rows = Array.from({ length: columns[0]?.cells.length ?? 0 }, (_, row) => {
    const height = Math.max(...columns.map(({ cells }) => cells[row]?.length ?? 0));
    return Array.from({ length: height }, (__, line) =>
      lineOf(
        columns.map(({ cells }) => cells[row]?.[line] ?? { text: "" }),
        widths,
      ),
    );
  });
  return [head, { text: rule }, ...rows.flat()];
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
