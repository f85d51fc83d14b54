import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Node, Pair } from "../../compose/syntax/node";
import type { Origin } from "../../compose/values/value";
import { addItem } from "./addExtraHost";
import { indentOf, removePair } from "./edits";
import { type Fix, fix, type TextChange } from "../../linter/fix";
import { pairOf, writtenInPlace } from "../../linter/place";

/**
 * The fix that gives an attribute to the service whose namespace is shared. Only for what is written on one line an item, and
 * not for an owner whose own attribute has another form.
 */
export function moveToOwner(owner: Service, attribute: string, at: Origin): Fix[] {
  const pair = pairOf(at);
  const map = owner.at.node;
  if (pair === undefined || !writtenInPlace(at) || map.kind !== "mapping" || !writtenInPlace(owner.at)) return [];
  // On the host or on no network the owner has nothing to do with it either.
  if (["host", "none", "empty", "container", "service"].includes(owner.networkMode?.value.kind ?? "")) return [];
  const known = map.pairs.find(({ key }) => key.text === attribute);
  const added = known === undefined ? addAttribute(map.pairs, attribute, pair) : addItems(known, pair);
  return fix(say`Move \`${attribute}\` to ${owner.name}`, removePair(pair), added);
}

function addAttribute(pairs: readonly Pair[], attribute: string, { value }: Pair): TextChange | undefined {
  const [first] = pairs;
  const items = value.kind === "sequence" && value.style === "block" ? value.items : undefined;
  if (first?.parent === undefined) return undefined;
  const { chunk, start } = first.key;
  const written = items === undefined ? oneLine(value) : items.map(oneLine);
  if (written === undefined || (Array.isArray(written) && written.includes(undefined))) return undefined;
  if (first.parent.style === "flow") {
    const list = Array.isArray(written) ? `[${written.join(", ")}]` : written;
    return { chunk, start, end: start, text: `${attribute}: ${list}, ` };
  }
  const indent = indentOf(first);
  if (indent === undefined) return undefined;
  const text = Array.isArray(written)
    ? `${attribute}:\n${written.map((item) => `${indent}  - ${String(item)}\n`).join("")}`
    : `${attribute}: ${written}\n`;
  return { chunk, start, end: start, text: `${text}${indent}` };
}

/** Before what the owner has; what both say is there once. */
function addItems({ value: known }: Pair, { value }: Pair): TextChange | undefined {
  if (known.kind !== "sequence" || value.kind !== "sequence") return undefined;
  const there = known.items.map(oneLine);
  const changes = value.items.map((item) => {
    const text = oneLine(item);
    if (text === undefined) return undefined;
    return there.includes(text) ? { ...emptyAt(known), text: "" } : addItem(known, text);
  });
  const possible = changes.filter((change) => change !== undefined);
  const place = possible.find(({ text }) => text !== "") ?? possible[0];
  if (place === undefined || possible.length < changes.length) return undefined;
  return { ...place, text: possible.map(({ text }) => text).join("") };
}

function emptyAt({ chunk, start }: Node): TextChange {
  return { chunk, start, end: start, text: "" };
}

/** The text of a value that stands on one line as it may stand anywhere. */
function oneLine(node: Node): string | undefined {
  const text = node.chunk.text.slice(node.start, node.end);
  const movable = node.kind === "scalar" ? node.style !== "block" : node.kind !== "alias" && node.style === "flow";
  return movable && !text.includes("\n") && node.anchor === undefined ? text : undefined;
}
