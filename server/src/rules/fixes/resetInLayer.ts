import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { MappingNode, Pair } from "../../compose/syntax/node";
import type { Origin } from "../../compose/values/value";
import { insertBefore } from "./edits";
import { type Fix, fix, type TextChange } from "../../linter/fix";
import { inLastLayer, pairOf, writtenInPlace } from "../../linter/place";

/**
 * The fix that takes an attribute of an earlier layer away: lists are appended when layers are joined, so that `ports: []`
 * takes nothing away, `ports: !reset []` does (https://docs.docker.com/reference/compose-file/merge/).
 */
export function resetInLayer(service: Service, attribute: string): Fix[] {
  const { node } = service.at;
  const map = node.kind === "mapping" && writtenInPlace(service.at) ? node : undefined;
  if (map === undefined) return [];
  const written = map.pairs.find(({ key }) => key.text === attribute);
  const mode = map.pairs.find(({ key }) => key.text === "network_mode");
  const title = say`Remove \`${attribute}\` of the earlier files: \`${attribute}: ${reset(attribute)}\``;
  if (written !== undefined) return fix(title, replaceValue(written));
  const [first] = map.pairs;
  if (mode?.value.kind === "scalar") return fix(title, insertAfter(mode, map, attribute));
  return fix(title, first && insertBefore(first, attribute, reset(attribute)));
}

/** Whether the last layer brings the mode, and one below what does not go with it: without the last layer all is well. */
export function isBelowMode(service: Service, at: Origin): boolean {
  const mode = service.networkMode?.at;
  return mode !== undefined && inLastLayer(mode, service) && !inLastLayer(at, service);
}

/** What to do about that, as the beginning of a sentence. */
export function resetAdvice(service: Service, attribute: string): Text {
  const nothing = attribute === "ports" && emptyListInLayer(service, attribute) !== undefined;
  const advice = say`Write \`${attribute}: ${reset(attribute)}\` here`;
  return nothing ? say`An empty \`ports: []\` removes nothing, since Compose appends lists. ${advice}` : advice;
}

/** What stands behind the tag says nothing to Compose; to who reads it, it says what is left. */
function reset(attribute: string): string {
  return attribute === "hostname" ? "!reset null" : "!reset []";
}

/** The entry of the last layer for an attribute, where it is an empty list that resets nothing. */
export function emptyListInLayer(service: Service, attribute: "ports" | "networks"): Pair | undefined {
  const at = service.networkMode?.at;
  const pair = at && pairOf(at);
  const written = pair?.parent?.pairs.find(({ key }) => key.text === attribute);
  const empty =
    written?.value.kind === "sequence" && written.value.items.length === 0 && written.value.tag === undefined;
  return empty ? written : undefined;
}

function replaceValue({ key, value }: Pair): TextChange {
  return { chunk: value.chunk, start: value.start, end: value.end, text: reset(key.text) };
}

function insertAfter(pair: Pair, map: MappingNode, attribute: string): TextChange {
  const { chunk, end } = pair.value;
  if (map.style === "flow") return { chunk, start: end, end, text: `, ${attribute}: ${reset(attribute)}` };
  const lineStart = chunk.text.lastIndexOf("\n", pair.key.start - 1) + 1;
  const indent = chunk.text.slice(lineStart, pair.key.start).replace(/[^ ]/g, " ");
  const lineEnd = /\r?\n|$/.exec(chunk.text.slice(end));
  const at = end + (lineEnd?.index ?? 0);
  const lineBreak = lineEnd?.[0] || "\n";
  return { chunk, start: at, end: at, text: `${lineBreak}${indent}${attribute}: ${reset(attribute)}` };
}
