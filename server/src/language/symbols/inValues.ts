import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { Place } from "../../compose/syntax/node";
import type { Mention } from "../../network/dns/mentions";
import { linkedAs } from "../../network/dns/names";
import { networkOf } from "../../network/networkOf";
import { keyOf, type Occurrence, type ProjectSymbol } from "./symbol";

/** A word in a value of a service. */
export interface MentionOf {
  readonly service: Service;
  readonly mention: Mention;
}

/** Words in values that are written as names of hosts, where they stand for a symbol of the project. */
export function* inValues(symbol: ProjectSymbol, project: Project): Generator<Occurrence> {
  if (symbol.file !== undefined || symbol.kind === "network" || symbol.kind === "engine-network") return;
  const key = keyOf(symbol);
  for (const { service, mention } of networkOf(project).mentions) {
    if (mention.name !== symbol.name) continue;
    const occurrence = occurrenceOf(mention, service, project);
    if (occurrence !== undefined && keyOf(occurrence.symbol) === key) yield occurrence;
  }
}

/** The word of a value as an occurrence of what it stands for; undefined where that is nothing of the project. */
export function occurrenceOf(mention: Mention, service: Service, project: Project): Occurrence | undefined {
  const at = nameIn(mention);
  const symbol = at === undefined ? undefined : meant(mention, service, project);
  if (at === undefined || symbol === undefined) return undefined;
  const { in: attribute } = mention;
  return { symbol, role: "reference", attribute, at, service: service.name, evidence: "likely" };
}

/** The name alone, where it stands as it is; undefined where it was put together. */
function nameIn({ name, written, at, origin }: Mention): Place | undefined {
  const place = written ?? (at === origin.node ? undefined : at);
  if (place === undefined) return undefined;
  const end = place.start + name.length;
  return place.chunk.text.slice(place.start, end) === name ? { ...place, end } : undefined;
}

/** What a name stands for in the eyes of a service: its own link goes first. */
function meant({ name, among }: Mention, caller: Service, project: Project): ProjectSymbol | undefined {
  if (among?.every((each) => project.services.has(each)) === false) return undefined;
  if (linkedAs(caller, name, project) !== undefined) return { kind: "alias", name, linkOf: caller.name };
  const model = networkOf(project);
  if (project.services.has(name)) return { kind: "service", name };
  if (model.serviceCalled(name) !== undefined) return { kind: "container", name };
  const called = model.servicesCalled(name);
  if (called.length === 0) return undefined;
  const isAlias = called.some(({ networks }) =>
    networks?.value.some(({ value }) => value.aliases.some((alias) => alias.value === name)),
  );
  return { kind: isAlias ? "alias" : "hostname", name };
}
