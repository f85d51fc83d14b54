import type { Localizer } from "../localizer";
import type { Interface } from "../netns/model";
import type { Side } from "./readSubjects";
import { explainNamespaceFault } from "./explainFault";

/** Stands between two columns. */
const divider = " │ ";

/**
 * Several namespaces as one table: a row for each interface, a column for each side. Those who share a namespace point
 * to the first of them. Below stand the sentences of those that could not be read.
 */
export function namespaceTable(sides: readonly Side[], l10n: Localizer): string {
  const readable = sides.filter(({ namespace }) => namespace !== undefined);
  const names = rowNames(readable);
  const columns = readable.map((side) => columnOf(side, readable, names, l10n));
  const first = { head: l10n.t("interface"), cells: names.map((name) => [name]) };
  const table = [first, ...columns];
  const widths = table.map(({ head, cells }) => Math.max(head.length, ...cells.flat().map((text) => text.length), 1));
  const rule = widths.map((width) => "─".repeat(width)).join("─┼─");
  const rows = names.flatMap((_, row) => {
    const height = Math.max(...table.map(({ cells }) => cells[row]?.length ?? 0));
    return Array.from({ length: height }, (__, line) =>
      lineOf(
        table.map(({ cells }) => cells[row]?.[line] ?? ""),
        widths,
      ),
    );
  });
  const faults = sides.flatMap(({ name, fault }) =>
    fault === undefined ? [] : [`# ${name}: ${explainNamespaceFault(fault, l10n)}`],
  );
  const head = lineOf(
    table.map((column) => column.head),
    widths,
  );
  return [head, rule, ...rows, ...(faults.length === 0 ? [] : ["", ...faults]), ""].join("\n");
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((text, at) => text.padEnd(widths[at] ?? 0))
    .join(divider)
    .trimEnd();
}

/** Loopback first, then the others as they come up, the host's first. */
function rowNames(sides: readonly Side[]): string[] {
  const names = new Set(["lo"]);
  for (const { namespace } of sides) for (const { name } of namespace?.interfaces ?? []) names.add(name);
  return [...names];
}

function columnOf(
  side: Side,
  all: readonly Side[],
  names: readonly string[],
  l10n: Localizer,
): { head: string; cells: string[][] } {
  const first = all.find(({ namespace }) => namespace === side.namespace);
  const shares = first !== undefined && first !== side;
  const head = shares ? `${side.name} (= ${first.name})` : side.name;
  const cells = names.map((name): string[] => {
    const entries = side.namespace?.interfaces.filter((entry) => entry.name === name) ?? [];
    if (shares) return [entries.length === 0 ? "" : "="];
    return entries.flatMap((entry) => cellOf(entry, l10n));
  });
  return { head, cells };
}

function cellOf({ addresses, flags }: Interface, l10n: Localizer): string[] {
  const texts = addresses.map(({ address, prefix }) => `${address}${prefix === undefined ? "" : `/${prefix}`}`);
  const off = flags?.includes("UP") === false;
  return texts.length === 0 ? [off ? l10n.t("down") : l10n.t("no address")] : texts;
}
