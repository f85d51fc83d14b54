import {
  projectPlacesMethod,
  type ListenPlace,
  type PlaceRange,
  type PortPlace,
  type ProjectPlaces,
  type ServicePlaces,
  type ServicesParams,
} from "../../../shared/protocol";
import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import type { ComposeDocument } from "../compose/syntax/document";
import { pause, type Steps } from "../compose/syntax/steps";
import type { Place } from "../compose/syntax/node";
import { NetworkFacts, NetworkModel } from "../network/model";
import { listeners } from "../network/ports/listeners";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { expectedService, networkPlaces, starts } from "./expectedPlaces";
import { answering } from "./run";

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
  const named = projects.map(({ name, provenance }) => ({
    ...(name === undefined ? {} : { name }),
    files: provenance.requested,
  }));
  return { projects: named, services, networks: networkPlaces(projects, rangeOf) };
}

function serviceIn(
  model: NetworkModel,
  service: Service,
  rangeOf: (place: Place) => PlaceRange | undefined,
  most: number,
): Omit<ServicePlaces, "name" | "range"> {
  const claims = model.claimsOf(service);
  const published = new Map(
    claims.filter(({ by, picks }) => by === "publish" && !picks).map((claim) => [claim.at, claim]),
  );
  const ports = (service.ports?.value ?? []).slice(0, most).flatMap(({ value, at }): PortPlace[] => {
    const range = rangeOf(at.node);
    const claim = published.get(at);
    if (range === undefined) return [];
    const { target, protocol } = value;
    const taken = claim === undefined ? {} : { claim: { ...claim.ports, address: claim.address } };
    return [{ range, protocol, ...(target === undefined ? {} : { target }), ...taken }];
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
