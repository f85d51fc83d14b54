import type { Service } from "../../compose/model/service";
import type { Pair } from "../../compose/syntax/node";
import { insertBefore, replaceNode } from "./edits";
import type { TextChange } from "../../linter/fix";
import { attributePair, writtenInPlace } from "../../linter/place";

/**
 * Adds a line to a service's `extra_hosts`, or the attribute where there is none. `insteadOf` names an attribute whose whole
 * entry gives its place to it.
 */
export function addExtraHost(service: Service, line: string, insteadOf?: string): TextChange | undefined {
  const { node } = service.at;
  if (node.kind !== "mapping" || !writtenInPlace(service.at)) return undefined;
  const replaced = insteadOf === undefined ? undefined : node.pairs.find(({ key }) => key.text === insteadOf);
  const [known] = service.extraHosts;
  if (replaced !== undefined) {
    if (known !== undefined) return undefined;
    return replaceNode({ ...replaced.value, start: replaced.key.start }, `extra_hosts: ["${line}"]`);
  }
  const pair = known && attributePair(known.at, "extra_hosts");
  if (pair !== undefined) return writtenInPlace(known?.at) ? addLine(pair, line) : undefined;
  const [first] = node.pairs;
  return first && insertBefore(first, "extra_hosts", `["${line}"]`);
}

function addLine({ value }: Pair, line: string): TextChange | undefined {
  if (value.kind === "mapping") {
    const [first] = value.pairs;
    const [name = "", address = ""] = line.split(":");
    return first && insertBefore(first, name, `"${address}"`);
  }
  return value.kind === "sequence" ? addItem(value, `"${line}"`) : undefined;
}

/** Adds an item before the first one of a list that has one. */
export function addItem(list: Extract<Pair["value"], { kind: "sequence" }>, item: string): TextChange | undefined {
  const [first] = list.items;
  if (first === undefined) return undefined;
  const { chunk } = first;
  if (list.style === "flow") return { chunk, start: first.start, end: first.start, text: `${item}, ` };
  const dash = chunk.text.lastIndexOf("-", first.start - 1);
  const lineStart = chunk.text.lastIndexOf("\n", dash - 1) + 1;
  const indent = chunk.text.slice(lineStart, dash);
  if (indent.trim() !== "") return undefined;
  return { chunk, start: dash, end: dash, text: `- ${item}\n${indent}` };
}
