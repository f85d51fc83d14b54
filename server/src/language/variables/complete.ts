import { variablesIn } from "../../compose/interpolation/template";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { FileId } from "../../compose/syntax/node";
import { inEnglish, type Speak } from "../../../../shared/text";
import { networkOf } from "../../network/networkOf";
import { hostOffers } from "../complete/hosts";
import { type HostWord, wordIn } from "../complete/hostWord";
import type { Offer } from "../complete/offer";
import { type CompletionEntry, entryOver } from "../complete/write";
import type { LiveHost } from "../../../../shared/protocol";
import type { DocumentOf } from "../symbols/symbols";
import { keyAt } from "./hover";
import { hostPortOffers } from "./ports";
import { takersOf, usesOf } from "./uses";

/** So many are offered; whoever types on is answered anew. */
const most = 100;

/**
 * What a value in a file of variables may be: where services publish ports by it, one of the host that is free; where nothing
 * but a host may come, those that the services which get it reach, with the ports inside the containers.
 */
export function completionsInVariables(
  file: FileId,
  text: string,
  offset: number,
  projects: readonly Project[],
  documentOf: DocumentOf,
  live: LiveHost,
  speak: Speak = inEnglish,
): readonly CompletionEntry[] {
  const set = keyAt(text, offset);
  if (set === undefined || offset < set.start) return [];
  const before = text.slice(set.start, offset);
  const after = text.slice(offset, Math.max(set.end, offset));
  const offers = new Map<string, Offer>();
  const add = (offer: Offer): void => {
    if (!offers.has(offer.label)) offers.set(offer.label, offer);
  };
  const entries = (over: NonNullable<Offer["over"]>): CompletionEntry[] =>
    [...offers.values()].slice(0, most).map((offer, place) => entryOver(offer, over, place, speak));
  if (/^\d*$/.test(before) && /^\d*\s*$/.test(after)) {
    for (const project of projects) hostPortOffers(set.key, file, project, documentOf, live).forEach(add);
    if (offers.size > 0) return entries({ start: set.start, end: offset + after.trimEnd().length });
  }
  const word = wordIn(before, 0, set.key);
  if (word === undefined) return [];
  const rest = /^[\w.-]*(?::\d*)?/.exec(after)?.[0] ?? "";
  const over = { start: set.start + word.from, end: offset + rest.length };
  for (const project of projects) {
    const network = networkOf(project);
    for (const [service, wanted] of callersOf(set.key, word, file, project, documentOf))
      hostOffers(service, network, wanted, []).forEach(add);
  }
  return entries(over);
}

/** The services that get a value, each with what it wants of it: beside a text of its own, as in `http://${HOST}`, a name. */
function callersOf(
  key: string,
  word: HostWord,
  file: FileId,
  project: Project,
  documentOf: DocumentOf,
): ReadonlyMap<Service, HostWord> {
  const callers = new Map<Service, HostWord>(takersOf(key, file, project).map((service) => [service, word]));
  for (const { node, services } of usesOf(key, file, project, documentOf)) {
    const used = variablesIn(node.text).find(({ name }) => name === key);
    const isPart = used !== undefined && node.text.startsWith(":", used.end);
    for (const service of services)
      if (!callers.has(service)) callers.set(service, isPart ? { ...word, wants: "name" } : word);
  }
  return callers;
}
