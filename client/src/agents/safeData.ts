import { printableLine } from "../../../shared/terminal/printable";

/**
 * The same data with every text made safe to show: names, logs and addresses come from containers, and nothing in them
 * may move a cursor, turn the direction of a line or hide. What cannot be seen is named (`<U+202E>`).
 */
export function safeData(value: unknown): unknown {
  if (typeof value === "string") return printableLine(value);
  if (Array.isArray(value)) return value.map(safeData);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [printableLine(key), safeData(each)]));
}
