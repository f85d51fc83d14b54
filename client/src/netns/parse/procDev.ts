import { sanitize } from "../../docker/sanitize";
import type { Counters } from "../model";
import type { ProcNetFile } from "./procNetSplit";

/** The file of /proc/net that names the interfaces. */
export const procDev: ProcNetFile = { name: "dev", begins: /^Inter-\|/u };

/**
 * Reads /proc/net/dev: its interfaces in its order, with what each has received and sent, where the line tells that.
 * Empty where the text is something else; never throws.
 */
export function parseProcDev(text: string): Map<string, Counters | undefined> {
  const found = new Map<string, Counters | undefined>();
  for (const line of text.split("\n")) {
    // The two lines of its heading have bars, and no name before a colon.
    const [, name, rest = ""] = /^[ \t]*([^\s:|]+):(.*)/u.exec(line) ?? [];
    if (name !== undefined) found.set(sanitize(name, 64), countersFrom(rest));
  }
  return found;
}

/** The interfaces that /proc/net/dev names; undefined where the text is something else. */
export function interfaceNames(dev: string): string[] | undefined {
  const names = [...parseProcDev(dev).keys()];
  return names.length === 0 ? undefined : names;
}

function countersFrom(columns: string): Counters | undefined {
  const values = columns.trim().split(/\s+/u).map(Number);
  const [receivedBytes, receivedPackets, , receivedDropped] = values;
  const [sentBytes, sentPackets, , sentDropped] = values.slice(8);
  const counters = { receivedBytes, receivedPackets, receivedDropped, sentBytes, sentPackets, sentDropped };
  const whole = values.length >= 16 && Object.values(counters).every((value) => Number.isSafeInteger(value));
  return whole ? (counters as Counters) : undefined;
}
