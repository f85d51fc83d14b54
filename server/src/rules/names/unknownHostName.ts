import { say } from "../../../../shared/text";
import { collectFromServicesWith } from "../../compose/model/collectFromServices";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import { isReadElsewhere } from "../../../../shared/variableReaders";
import { isHostWord } from "../../../../shared/hostNames";
import type { Mention } from "../../network/dns/mentions";
import type { NetworkModel } from "../../network/model";
import { isPartial } from "../../network/namespaces/namespace";
import { networkOf } from "../../network/networkOf";
import { coexist } from "../../network/ports/collisions";
import { offersOn } from "../../network/ports/offers";
import type { Finding } from "../../linter/finding";
import { namePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { callInstead } from "../fixes/callInstead";
import { distance } from "../fixes/closest";
import { erlangNodes } from "./erlangNodes";
import { fixValue, writeAt } from "../fixes/writeValue";

/**
 * A name that nobody in a project has, where one service has the port that goes with it, is mostly a slip: Docker's DNS hands it
 * on to the host's servers (docs/docker-behaviour.md#names-networks). A hint, since these may know it.
 */
export const unknownHostName = defineRule({
  id: "unknown-host-name",
  severity: "hint",
  title: say`A service calls a name that nobody in the project has`,
  perProject: function* (project): Generator<Finding | Needs> {
    if (!project.whole || (project.assembled !== "stated" && project.assembled !== "found")) return;
    const network = networkOf(project);
    for (const { service, mention } of strangers(project)) {
      if (isKnown(mention, service, network)) continue;
      yield pause;
      if (!isOnOwnNetworks(service, network)) continue;
      const port = portOf(mention);
      const target = meant(mention.name, port, service, network);
      if (target === undefined) continue;
      const { written } = mention;
      const why = port === undefined ? say`is called nearly so` : say`has port ${port}`;
      yield {
        at: mention.at,
        service,
        message: say`Nobody in the project is called ${mention.name}: unless a server outside knows the name, it does not resolve in ${service.name}. ${target.name} ${why}. If it is meant, use ${target.name}${port === undefined ? "" : `:${port}`}.`,
        related: [{ at: namePlace(target), message: say`this is ${target.name}` }],
        fixes: () =>
          port === undefined
            ? fixValue(say`Use ${target.name}`, writeAt(written, target.name))
            : callInstead(mention, target.name, port),
      };
    }
    yield* nodesNobodyHas(network);
  },
});

/** The words that may be meant for a service, and are the name of none. */
const strangers = collectFromServicesWith(
  (project) => networkOf(project).knownNames,
  (service, project) => {
    const network = networkOf(project);
    return network
      .mentionsOf(service)
      .flatMap((mention) =>
        mayBeService(mention) && !network.isName(mention.name, service) ? [{ service, mention }] : [],
      );
  },
);

/** RabbitMQ has to resolve the hosts of its own node and of those that it joins (docs/docker-behaviour.md#erlang-node-names). */
function* nodesNobodyHas(network: NetworkModel): Generator<Finding> {
  for (const { service, host, at } of erlangNodes(network.project)) {
    if (isHostWord(host) || isKnown({ name: host, key: undefined }, service, network)) continue;
    if (!isOnOwnNetworks(service, network)) continue;
    yield {
      at,
      service,
      message: say`Nobody in the project is called ${host}: unless a server outside knows the name, RabbitMQ of ${service.name} finds no node there. Give the service that is meant \`hostname: ${host}\`, or name the node by the host that it has.`,
    };
  }
}

function portOf({ port, paired, implied, expected }: Mention): number | undefined {
  return port ?? paired?.port ?? implied ?? expected;
}

/** A plain word in a URL, or in a variable for a host: what has dots is a name of the outside. */
function mayBeService(mention: Mention): boolean {
  const { name, scheme, key } = mention;
  if (mention.in === "label" || mention.in === "config" || isHostWord(name) || !/^[a-z][\w-]+$/i.test(name))
    return false;
  if (scheme === undefined && key === undefined) return false;
  return scheme === undefined || !/^(?:https?|wss?)$/.test(scheme) || mention.port !== undefined;
}

function isKnown({ name, key }: Pick<Mention, "name" | "key">, service: Service, network: NetworkModel): boolean {
  if (network.servicesCalled(name).length > 0 || network.serviceMeant(name, service) !== undefined) return true;
  const { owner } = network.namespaceOf(service);
  const hosts = [service, ...(owner === undefined ? [] : [owner])].flatMap(({ extraHosts }) => extraHosts);
  if (hosts.some((host) => host.key === name)) return true;
  return key !== undefined && isReadElsewhere(key, service.name, service.image?.value);
}

/** On a network of another project somebody else may have the name. */
function isOnOwnNetworks(service: Service, network: NetworkModel): boolean {
  const { kind, owner } = network.namespaceOf(service);
  if (kind !== "networks" || isPartial(owner, network.project)) return false;
  const keys = owner.networks?.value.map(({ value }) => value.network) ?? [];
  return (keys.length > 0 ? keys : ["default"]).every((key) => {
    const declared = network.project.networks.get(key);
    return declared === undefined ? key === "default" : !declared.external && declared.name === undefined;
  });
}

/** The one service within reach that has the port; where several have it or none is said, one of nearly the same name. */
function meant(name: string, port: number | undefined, service: Service, network: NetworkModel): Service | undefined {
  const isReached = (each: Service): boolean =>
    each !== service && network.unresolved(service, each) === undefined && coexist(service, each, network.project);
  if (port === undefined) {
    if (name.length < shortest) return undefined;
    const near = only(network.project.services.values(), (each) => distance(each.name, name) <= 1);
    return near !== undefined && isReached(near) ? near : undefined;
  }
  const found = offersOn(new Set([port]), network.offers).get(port) ?? [];
  const inside = found.filter(({ by }) => by !== "published");
  const services = new Set(inside.map((offer) => offer.service));
  return only(services, isReached) ?? only(services, (each) => distance(each.name, name) <= 2 && isReached(each));
}

/** The one service that fits; looks no further than the second one. */
function only(services: Iterable<Service>, fits: (service: Service) => boolean): Service | undefined {
  let found: Service | undefined;
  for (const service of services) {
    if (!fits(service)) continue;
    if (found !== undefined) return undefined;
    found = service;
  }
  return found;
}

/** Of shorter names very many are one edit apart. */
const shortest = 4;
