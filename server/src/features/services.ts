import { servicesMethod, type ServicePlace, type ServicesParams } from "../../../shared/protocol";
import type { RegisterFeature } from "./context";

/** Tells the client where a Compose file's services stand, so that it can show above each what the engine runs. */
export const registerServices: RegisterFeature = (context) => {
  context.connection.onRequest(servicesMethod, ({ textDocument }: ServicesParams): ServicePlace[] => {
    const open = context.document(textDocument.uri);
    const compose = open === undefined ? undefined : context.compose(open);
    const services = compose?.root?.pairs.findLast(({ key }) => key.text === "services")?.value;
    if (compose === undefined || services?.kind !== "mapping") return [];
    return services.pairs.map(({ key }) => ({ name: key.text, range: compose.rangeOf(key) }));
  });
  return {};
};
