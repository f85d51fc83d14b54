import type { PlaceRange, ServicesParams } from "../../../shared/protocol";
import {
  projectPlacesMethod,
  type ListenPlace,
  type PortPlace,
  type ProjectPlaces,
  type ServicePlaces,
} from "../../../shared/projectPlaces";
import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Origin } from "../compose/values/value";
import { pause, type Steps } from "../compose/syntax/steps";
import type { Place } from "../compose/syntax/node";
import { NetworkFacts, NetworkModel } from "../network/model";
import type { PortClaim } from "../network/ports/claims";
import { listeners } from "../network/ports/listeners";
import { isOfSharedVariable } from "../rules/fixes/freePort";
import { placeOfVariable } from "../rules/fixes/publishedPortText";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { expectedService, networkPlaces, starts } from "./expectedPlaces";
import { answering } from "./run";

/** Where something stands in the document; undefined for what stands in another file. */
type RangeOf = (place: Place) => PlaceRange | undefined;

/** So many ports of a service are told, and so many of a document: nobody looks at more. */
const mostPortsOfService = 256;
const mostPorts = 4_096;

/** Tells the client where a Compose file says what the engine may contradict: ports, modes, services. */
export const registerProjectPlaces: RegisterFeature = (context) => {
  const facts = new NetworkFacts();
  const places = async ({ textDocument }: ServicesParams, stillAsked: StillAsked): Promise<ProjectPlaces | null> => {
    const open = context.document(textDocument.uri);
    const compose = open === undefined ? undefined : await context.compose(open, stillAsked);
    if (compose === undefined) return null;
    const projects = await context.projects(textDocument.uri, stillAsked);
    return context.inTurns(projectPlaces(compose, projects, facts), stillAsked);
  };
  context.connection.onRequest(projectPlacesMethod, answering(projectPlacesMethod, context.log, places));
  return {};
};

/** The places of a document in its projects, in steps. */
export function* projectPlaces(
  compose: ComposeDocument,
  projects: readonly Project[],
  facts: NetworkFacts,
): Steps<ProjectPlaces> {
  const section = compose.root?.pairs.findLast(({ key }) => key.text === "services")?.value;
  const models = projects.map((project) => new NetworkModel(project, facts));
  const rangeOf = (place: Place): PlaceRange | undefined =>
    compose.holds(place.chunk) ? compose.rangeOf(place) : undefined;
  const services: ServicePlaces[] = [];
  let room = mostPorts;
  for (const { key } of section?.kind === "mapping" ? section.pairs : []) {
    const place = { name: key.text, range: compose.rangeOf(key) };
    const model = models.find(({ project }) => project.services.get(key.text) !== undefined);
    const service = model?.project.services.get(key.text);
    const found =
      model === undefined || service === undefined
        ? { ports: [], listens: [], starts: false }
        : serviceIn(model, service, rangeOf, Math.min(room, mostPortsOfService));
    room -= found.ports.length + found.listens.length;
    const startsAlone = found.starts && projects.length === 1;
    const expected =
      startsAlone && model !== undefined && service !== undefined
        ? expectedService(model.project, service, rangeOf, place.range)
        : undefined;
    services.push({ ...place, ...found, starts: startsAlone, ...(expected === undefined ? {} : { expected }) });
    yield pause;
  }
  services.push(...(yield* servicesOfBases(compose, models, rangeOf, room)));
  const named = projects.map(({ name, files, provenance }) => ({
    ...(name === undefined ? {} : { name }),
    files: provenance.requested,
    parts: files.filter((file) => !provenance.requested.includes(file)),
  }));
  return { projects: named, services, networks: networkPlaces(projects, rangeOf) };
}

function serviceIn(
  model: NetworkModel,
  service: Service,
  rangeOf: RangeOf,
  most: number,
): Omit<ServicePlaces, "name" | "range"> {
  const claims = model.claimsOf(service);
  const published = new Map(
    claims.filter(({ by, picks }) => by === "publish" && !picks).map((claim) => [claim.at, claim]),
  );
  const ports = (service.ports?.value ?? []).slice(0, most).flatMap(({ value, at }): PortPlace[] => {
    const range = rangeOf(at.node);
    const claim = published.get(at);
    const way = range === undefined ? extendedBy(at, rangeOf) : undefined;
    const place = range === undefined ? way && { range: way, elsewhere: true as const } : { range };
    if (place === undefined) return [];
    const { target, protocol } = value;
    const taken = claim === undefined ? {} : { claim: { ...claim.ports, address: claim.address } };
    const set = claim && setIn(claim, model);
    const variable = set === undefined ? {} : { setIn: set };
    return [{ ...place, protocol, ...(target === undefined ? {} : { target }), ...taken, ...variable }];
  });
  // What the words of a program say of where it listens is certain; a port beside them may be what is left of another time.
  const told = new Set(
    listeners(service)
      .filter(({ evidence }) => evidence === "certain")
      .map(({ port }) => port),
  );
  const listens = claims.slice(0, most).flatMap(({ by, at, ports: { first }, protocol, address }): ListenPlace[] => {
    const range = rangeOf(at.node);
    if (by !== "host-mode" || range === undefined || !told.has(first)) return [];
    return [{ range, protocol, port: first, address }];
  });
  const mode = service.networkMode === undefined ? undefined : rangeOf(service.networkMode.at.node);
  return {
    ...(mode === undefined ? {} : { networkMode: mode }),
    ports,
    listens,
    starts: starts(model.project, service),
  };
}

/** The `extends` of this document by which a value comes from another file. */
function extendedBy({ via }: Origin, rangeOf: RangeOf): PlaceRange | undefined {
  for (const { kind, at } of via) {
    const range = kind === "extends" ? rangeOf(at) : undefined;
    if (range !== undefined) return range;
  }
  return undefined;
}

/** Where a file of variables gives a claim its port. */
function setIn(claim: PortClaim, model: NetworkModel): PortPlace["setIn"] {
  const place = placeOfVariable(claim);
  if (place?.chunk.plain !== true || isOfSharedVariable(claim, model)) return undefined;
  const { file, lines } = place.chunk;
  return { path: file, range: { start: lines.position(place.start), end: lines.position(place.end) } };
}

/** In a file that others extend: the services that are made of its own, each at the key of the one that it takes over. */
function* servicesOfBases(
  compose: ComposeDocument,
  models: readonly NetworkModel[],
  rangeOf: RangeOf,
  room: number,
): Steps<ServicePlaces[]> {
  const section = compose.root?.pairs.findLast(({ key }) => key.text === "services")?.value;
  const bases = (section?.kind === "mapping" ? section.pairs : []).map(({ key, value }) => {
    return { name: key.text, key: compose.rangeOf(key), body: compose.rangeOf(value) };
  });
  const found: ServicePlaces[] = [];
  for (const model of models) {
    const { provenance, services } = model.project;
    const isExtended = provenance.files.some(({ file, asked }) => file === compose.file && asked?.by === "extends");
    if (!isExtended) continue;
    for (const service of services.values()) {
      if (room <= 0) break;
      yield pause;
      const lines = linesHere(service, rangeOf);
      const base = bases.find(({ body }) => lines.some((line) => isWithin(line, body)));
      if (base === undefined || base.name === service.name) continue;
      const places = serviceIn(model, service, rangeOf, Math.min(room, mostPortsOfService));
      room -= places.ports.length + places.listens.length;
      found.push({ name: service.name, range: base.key, isBase: true, ...places, starts: false });
    }
  }
  return found;
}

/** Where a service has in this document what tells that it is made of it. */
function linesHere({ ports, networkMode, image, networks, environment, command }: Service, rangeOf: RangeOf) {
  const all = [networkMode, image, networks, ...(ports?.value ?? []), ...environment, ...command];
  return all.flatMap((each) => (each === undefined ? [] : (rangeOf(each.at.node) ?? [])));
}

function isWithin(inner: PlaceRange, outer: PlaceRange): boolean {
  return isBefore(outer.start, inner.start) && isBefore(inner.end, outer.end);
}

function isBefore(one: PlaceRange["start"], other: PlaceRange["start"]): boolean {
  return one.line < other.line || (one.line === other.line && one.character <= other.character);
}
