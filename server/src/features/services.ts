import { servicesMethod, type ServicePlace, type ServicesParams } from "../../../shared/protocol";
import { Memo } from "../../../shared/memo";
import type { Speak } from "../../../shared/text";
import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import { pause, type Steps } from "../compose/syntax/steps";
import { type Summary, summaryOf } from "../language/lens/summary";
import { networkOf } from "../network/networkOf";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { answering } from "./run";
import { type Read, readNow } from "./standing";

/** What is told of a service beyond its place. */
type Told = Pick<ServicePlace, "summary" | "move">;

/** Tells the client where a Compose file's services stand and what their networks are, to show above each. */
export const registerServices: RegisterFeature = (context) => {
  const { speak } = context;
  // Of a service without a mode the line depends on nothing else: an edit of thousands makes that one anew.
  const known = new Memo<Service, Told>();
  const told = (service: Service, project: Project): Told => {
    const make = (): Told => toldOf(summaryOf(service, networkOf(project)), speak);
    const { networkMode, networkModeUnknown } = service;
    return networkMode === undefined && !networkModeUnknown ? known.get(service, [project.networks], make) : make();
  };
  const services = async ({ textDocument }: ServicesParams, stillAsked: StillAsked): Promise<ServicePlace[]> => {
    const read = await readNow(context, textDocument.uri, stillAsked);
    return read === undefined ? [] : context.inTurns(servicesIn(read, told), stillAsked);
  };
  context.connection.onRequest(servicesMethod, answering(servicesMethod, context.log, services));
  return {};
};

function toldOf(summary: Summary | undefined, speak: Speak): Told {
  if (summary === undefined) return {};
  const { text, move } = summary;
  return { summary: speak(text), ...(move === undefined ? {} : { move }) };
}

function* servicesIn(
  { compose, projects }: Read,
  told: (service: Service, project: Project) => Told,
): Steps<ServicePlace[]> {
  const section = compose.root?.pairs.findLast(({ key }) => key.text === "services")?.value;
  const places: ServicePlace[] = [];
  for (const { key } of section?.kind === "mapping" ? section.pairs : []) {
    const project = projects.find(({ services }) => services.has(key.text));
    const service = project?.services.get(key.text);
    const place = { name: key.text, range: compose.rangeOf(key) };
    places.push(project === undefined || service === undefined ? place : { ...place, ...told(service, project) });
    yield pause;
  }
  return places;
}
