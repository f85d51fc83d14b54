import { servicesMethod, type ServicePlace, type ServicesParams } from "../../../shared/protocol";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { answering } from "./run";

/** Tells the client where a Compose file's services stand, so that it can show above each what the engine runs. */
export const registerServices: RegisterFeature = (context) => {
  const services = async ({ textDocument }: ServicesParams, stillAsked: StillAsked): Promise<ServicePlace[]> => {
    const open = context.document(textDocument.uri);
    const compose = open === undefined ? undefined : await context.compose(open, stillAsked);
    const section = compose?.root?.pairs.findLast(({ key }) => key.text === "services")?.value;
    if (compose === undefined || section?.kind !== "mapping") return [];
    return section.pairs.map(({ key }) => ({ name: key.text, range: compose.rangeOf(key) }));
  };
  context.connection.onRequest(servicesMethod, answering(servicesMethod, context.log, services));
  return {};
};
