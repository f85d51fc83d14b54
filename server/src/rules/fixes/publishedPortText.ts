import { partsOf } from "../../compose/interpolation/template";
import type { PortRange } from "../../compose/model/port";
import type { Node, Place } from "../../compose/syntax/node";
import { placeIn } from "../../compose/values/placeIn";
import type { PortClaim } from "../../network/ports/claims";
import { insertBefore, replaceScalar } from "./edits";
import type { TextChange } from "../../linter/fix";
import { writeAt } from "./writeValue";

/**
 * Writes another host port into one item of `ports`, leaving its host IP, container port, quotes and form alone.
 * Undefined where the port is not written out (it comes from a variable or an escape).
 */
export function changePublishedPort(item: Node, published: PortRange, port: number): TextChange | undefined {
  if (published.first !== published.last) return undefined;
  if (item.kind === "mapping") {
    const value = item.pairs.findLast(({ key }) => key.text === "published")?.value;
    return value === undefined ? undefined : replaceNumber(value, published.first, port, () => 0);
  }
  // The host port is what stands between the last two colons, or before the only one.
  return replaceNumber(item, published.first, port, (text) => {
    const target = text.lastIndexOf(":");
    return text.lastIndexOf(":", target - 1) + 1;
  });
}

function replaceNumber(
  node: Node,
  from: number,
  to: number,
  offsetIn: (text: string) => number,
): TextChange | undefined {
  if (node.kind !== "scalar") return undefined;
  const written = node.chunk.text.slice(node.start, node.end);
  const content = written.indexOf(node.text);
  if (node.text === "" || content < 0) return undefined;
  const offset = offsetIn(node.text);
  const digits = String(from);
  if (!node.text.startsWith(digits, offset)) return undefined;
  const start = node.start + content + offset;
  return { chunk: node.chunk, start, end: start + digits.length, text: String(to) };
}

/**
 * The same of an item whose host port a variable gives: in the file that sets it, or in the default that the item has for it.
 * Undefined where the port is put together of several.
 */
export function changePortOfVariable(claim: PortClaim, port: number): TextChange | undefined {
  return writeAt(placeOfVariable(claim), String(port));
}

/** Where the host port of an item stands that a variable gives; undefined where it is put together of several. */
export function placeOfVariable({ at, ports, publishedAt }: PortClaim): Place | undefined {
  const origin = publishedAt ?? at;
  const { node, variables } = origin;
  if (node.kind !== "scalar" || variables === undefined || ports.first !== ports.last) return undefined;
  const text = partsOf(node.text, variables)?.text;
  if (text === undefined) return undefined;
  // The long form has the port alone; in the short one it stands before the last colon.
  const end = publishedAt === undefined ? text.lastIndexOf(":") : text.length;
  if (end < 0) return undefined;
  const start = publishedAt === undefined ? text.lastIndexOf(":", end - 1) + 1 : 0;
  return text.slice(start, end) === String(ports.first) ? placeIn(text, origin, start, end).written : undefined;
}

/** Writes 127.0.0.1 as the host IP of one item of `ports`. Undefined where it is not written out on one line. */
export function bindToLoopback(item: Node, hostIp: string | undefined): TextChange | undefined {
  const { chunk } = item;
  if (item.kind === "mapping") {
    const known = item.pairs.findLast(({ key }) => key.text === "host_ip");
    if (known !== undefined) return replaceScalar(known.value, "127.0.0.1");
    const [first] = item.pairs;
    return first && insertBefore(first, "host_ip", "127.0.0.1");
  }
  if (item.kind !== "scalar" || item.text.includes("$")) return undefined;
  const text =
    hostIp === undefined ? item.text : item.text.slice(item.text.indexOf(hostIp) + hostIp.length).replace(/^\]?:/, "");
  const quoted = chunk.text.slice(item.start, item.end) !== item.text;
  return quoted
    ? replaceScalar(item, `127.0.0.1:${text}`)
    : { chunk, start: item.start, end: item.end, text: `"127.0.0.1:${text}"` };
}
