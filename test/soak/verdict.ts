import type { SoakResult } from "./soak";

/** Descriptors come and go with connections that are kept for the next request; a leak grows with each cut. */
const slackDescriptors = 6;
/** Code that is compiled only later, and the pools of streams. */
const slackMegabytes = 4;

/** What is wrong with a run, in sentences; nothing where it is well. */
export function complaints({ wrong, costs, comparisons }: SoakResult): string[] {
  const [first, last] = [costs[0], costs.at(-1)];
  if (first === undefined || last === undefined || comparisons === 0) return ["Nothing was compared."];
  const found: string[] = [];
  if (wrong.length > 0) found.push(`${wrong.length} times what was shown was not what there was.`);
  if (last.descriptors > first.descriptors + slackDescriptors) {
    found.push(`Descriptors are left open: ${first.descriptors} before, ${last.descriptors} after.`);
  }
  if (last.megabytes > first.megabytes + slackMegabytes) {
    found.push(`The heap has grown: ${first.megabytes.toFixed(1)} MB before, ${last.megabytes.toFixed(1)} MB after.`);
  }
  return found;
}

/** The figures of a run as a table for a terminal. */
export function table({ comparisons, wrong, done, slowest, costs }: SoakResult): string {
  const [first, last] = [costs[0], costs.at(-1)];
  const most = (of: (cost: SoakResult["costs"][number]) => number): number => Math.max(...costs.map(of));
  const actions = [...done].sort(([a], [b]) => a.localeCompare(b));
  const rows: readonly (readonly [string, string])[] = [
    ["comparisons", String(comparisons)],
    ["wrong states", String(wrong.length)],
    ["longest wait for a right one", `${(slowest / 1000).toFixed(1)} s`],
    [
      "descriptors, first / most / last",
      [first?.descriptors, most((cost) => cost.descriptors), last?.descriptors].join(" / "),
    ],
    [
      "heap in MB, first / most / last",
      [first?.megabytes, most((cost) => cost.megabytes), last?.megabytes].map((value) => value?.toFixed(1)).join(" / "),
    ],
    ...actions.map(([name, count]) => [`  ${name}`, String(count)] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, value]) => `${name.padEnd(width)}${value}`).join("\n");
}
