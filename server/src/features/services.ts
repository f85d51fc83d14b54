import { servicesMethod, type ServicePlace, type ServicesParams } from "../../../shared/protocol";
import type { Speak } from "../../../shared/text";
import { pause, type Steps } from "../compose/syntax/steps";
import { summaryOf } from "../language/lens/summary";
import { networkOf } from "../network/networkOf";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { answering } from "./run";
import { type Read, readNow } from "./standing";

/** Tells the client where a Compose file's services stand and what their networks are, to show above each. */
export const registerServices: RegisterFeature = (context) => {
  const services = async ({ textDocument }: ServicesParams, stillAsked: StillAsked): Promise<ServicePlace[]> => {
    const read = await readNow(context, textDocument.uri, stillAsked);
    return read === undefined ? [] : context.inTurns(servicesIn(read, context.speak), stillAsked);
  };
  context.connection.onRequest(servicesMethod, answering(servicesMethod, context.log, services));
  return {};
};

function* servicesIn({ compose, projects }: Read, speak: Speak): Steps<ServicePlace[]> {
  const section = compose.root?.pairs.findLast(({ key }) => key.text === "services")?.value;
  const places: ServicePlace[] = [];
  for (const { key } of section?.kind === "mapping" ? section.pairs : []) {
    const project = projects.find(({ services }) => services.has(key.text));
    const service = project?.services.get(key.text);
    const summary = project && service && summaryOf(service, networkOf(project));
    const place = { name: key.text, range: compose.rangeOf(key) };
    const move = summary?.move === undefined ? {} : { move: summary.move };
    places.push(summary === undefined ? place : { ...place, summary: speak(summary.text), ...move });
    yield pause;
  }
  return places;
}
