import { say } from "../../../../shared/text";
import type { Network } from "../../compose/model/network";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { isPartial } from "../../network/namespaces/namespace";
import { insertBefore } from "../fixes/edits";
import { type Fix, fix } from "../../linter/fix";
import { asMode } from "../refusedByCompose/hostAsNetwork";
import { listed } from "../../linter/listed";
import { writtenInPlace } from "../../linter/place";

/** The services on a network: those that name it, and for `default` those that name nothing. */
export function servicesOn(network: Pick<Network, "key">, project: Project): Service[] {
  return [...project.services.values()].filter((service) => {
    const { networks, networkMode, networkModeUnknown, provided } = service;
    const named = networks?.value ?? [];
    if (named.length > 0) return named.some(({ value }) => value.network === network.key);
    if (isPartial(service, project)) return false;
    return network.key === "default" && networkMode === undefined && !networkModeUnknown && !provided;
  });
}

/** The services on each network of a project that is the engine's own `host`: what host mode is in Swarm. */
export function onHostNetwork(project: Project): { readonly network: Network; readonly service: Service }[] {
  return [...project.networks.values()]
    .filter(({ external, name, key }) => external && (name?.value ?? key) === "host")
    .flatMap((network) => servicesOn(network, project).map((service) => ({ network, service })));
}

/** The fix that gives every service on a network a mode instead; nothing where one of them is on another network too. */
export function modeInstead(services: readonly Service[], mode: string): Fix[] {
  const changes = services.map((service) => {
    if ((service.networks?.value.length ?? 0) > 0) return asMode(service, mode, service.networks?.at)[0]?.changes[0];
    const { node } = service.at;
    const [first] = node.kind === "mapping" && writtenInPlace(service.at) ? node.pairs : [];
    return first && insertBefore(first, "network_mode", mode);
  });
  return fix(say`Write \`network_mode: ${mode}\` in ${listed(services.map(({ name }) => name))}`, ...changes);
}
