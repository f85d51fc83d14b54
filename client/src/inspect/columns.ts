/** Rows as lines whose columns stand below each other, but for the last ones, which may be long. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const width = (at: number): number => Math.max(0, ...rows.map((row) => (row[at] ?? "").length));
  const widths = [width(0), width(1)];
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
