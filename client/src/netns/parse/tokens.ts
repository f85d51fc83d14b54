import { sanitize } from "../../docker/sanitize";

/** The words of a line, without what cannot be seen. */
export function words(line: string): string[] {
  return sanitize(line, 1000)
    .split(/\s+/u)
    .filter((token) => token !== "");
}

/** Each token with the one behind it, as in `mtu 1500 qdisc noqueue`. */
export function pairsOf(tokens: readonly string[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (let at = 0; at + 1 < tokens.length; at += 2) pairs.set(tokens[at] ?? "", tokens[at + 1] ?? "");
  return pairs;
}

/** A number of at most ten digits, as programs print it. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/u.test(text) ? Number(text) : undefined;
}

/** A list of parsed JSON, or an empty one. */
export function jsonArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A list of a text that holds JSON; undefined where it is something else. Never throws. */
export function jsonList(text: string): unknown[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return Array.isArray(parsed) ? parsed : undefined;
}

/** A whole number of parsed JSON. */
export function jsonNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

/** A single sanitized word of parsed JSON. */
export function jsonWord(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const clean = sanitize(value, 64).replace(/\s+/gu, "_");
  return clean === "" ? undefined : clean;
}

/** The words of a list of parsed JSON. */
export function jsonWords(value: unknown): string[] {
  return jsonArray(value)
    .map(jsonWord)
    .filter((word) => word !== undefined);
}
