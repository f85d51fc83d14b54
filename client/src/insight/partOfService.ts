import type { PlaceRange } from "../../../shared/protocol";
import type { ServicePlaces } from "../../../shared/projectPlaces";
import { numberInService, portInItem } from "./portEdit";
import { networkModeIn, publishedPortIn, type LinePart } from "./portInFile";

/** What of a service is wanted: a port of the host that it publishes, one that it takes in any way, or its network mode. */
export type WantedPart = { readonly publishes: number } | { readonly port: number } | "network-mode";

/** Where it stands in one file: the item or the value, and the number of the port in it, where it is written as one. */
export interface FoundPart {
  readonly item: PlaceRange;
  readonly number?: PlaceRange;
  /** Where the number stands in another file, which gives it by a variable. */
  readonly setIn?: { readonly path: string; readonly range: PlaceRange };
}

/**
 * Finds a part of a service in one of its project's files, by the places that the language server tells. Where that knows
 * none in any file, by the text below the service's key. Undefined where it does not stand in this file.
 */
export function partOfService(
  lines: readonly string[],
  key: PlaceRange,
  places: ServicePlaces | undefined,
  wanted: WantedPart,
): FoundPart | undefined {
  if (wanted === "network-mode") {
    const mode = places?.networkMode ?? inLine(networkModeIn(lines, key.start.line));
    return mode && { item: mode };
  }
  const port = "publishes" in wanted ? wanted.publishes : wanted.port;
  const published = (places?.ports ?? []).find(({ claim }) => claim !== undefined && holds(claim, port));
  // It is found in the file that has it.
  if (published?.elsewhere === true) return undefined;
  const listened = "publishes" in wanted ? undefined : places?.listens.find((each) => each.port === port);
  const item = published?.range ?? listened?.range;
  if (item !== undefined) {
    const number = inLine(portInItem(lines, item, port, "host"));
    if (number !== undefined) return { item, number };
    return { item, ...(published?.setIn === undefined ? {} : { setIn: published.setIn }) };
  }
  const inText = publishedPortIn(lines, key.start.line, port);
  const anywhere = "publishes" in wanted ? undefined : numberInService(lines, key.start.line, port);
  const number = inLine(inText ?? anywhere);
  return number && { item: number, number };
}

function holds({ first, last }: { readonly first: number; readonly last: number }, port: number): boolean {
  return first <= port && port <= last;
}

function inLine(part: LinePart | undefined): PlaceRange | undefined {
  if (part === undefined) return undefined;
  const { line, start, end } = part;
  return { start: { line, character: start }, end: { line, character: end } };
}
