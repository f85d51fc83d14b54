import type { ServerCapabilities } from "vscode-languageserver";

/**
 * What the server and its features can do as one: what several of them say of `workspace` is said together. Lists are
 * joined; where two say one thing differently, the later one has said it.
 */
export function mergeCapabilities(parts: readonly ServerCapabilities[]): ServerCapabilities {
  return parts.reduce<ServerCapabilities>((all, part) => merged(all, part) as ServerCapabilities, {});
}

function merged(one: unknown, other: unknown): unknown {
  if (other === undefined) return one;
  if (isList(one) && isList(other)) return [...new Set([...one, ...other])];
  if (!isRecord(one) || !isRecord(other)) return other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(one[key], other[key])]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !isList(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
