import { say, type Text } from "../../../../shared/text";
import { isReadElsewhere } from "../../../../shared/variableReaders";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import type { Mention } from "../../network/dns/mentions";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import { type Answering, answeringOf } from "../../network/ports/answering";
import type { Finding } from "../../linter/finding";
import { attributeKey } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { callInstead } from "../fixes/callInstead";
import { askedByHealthCheck, ownPublishedPort } from "./ownPublishedPort";

/**
 * On the networks of a project a service answers at its container ports; a published port is one of the host
 * (engine 28.5, docs/docker-behaviour.md#published-port-inside).
 */
export const publishedPortInside = defineRule({
  id: "published-port-inside",
  severity: "warning",
  title: say`A published port is used inside, where only the container port answers`,
  perService: ownPublishedPort,
  perProject: function* (project): Generator<Finding | Needs> {
    const network = networkOf(project);
    for (const service of network.sharing) {
      const { kind, owner } = network.namespaceOf(service);
      if (kind !== "networks" || service.healthcheck.length === 0) continue;
      // Of several sharers, one may listen there unseen.
      const sharers = network.sharersOf(owner);
      if (sharers.length === 1) yield* askedByHealthCheck(service, [owner, ...sharers]);
    }
    const calls = network.knownMentions.filter(
      ({ mention }) => mention.in !== "label" && portOf(mention) !== undefined,
    );
    const ports = calls.length === 0 ? [] : movedPorts(project);
    if (ports.length === 0) return;
    const moved = new Set(ports);
    for (const { service, mention } of calls) {
      const port = portOf(mention);
      if (port === undefined || !moved.has(port)) continue;
      yield pause;
      const called = network.servicesCalled(mention.name);
      const [target, ...others] = called.length > 0 ? called : [network.serviceMeant(mention.name, service)];
      if (target === undefined || others.length > 0 || target === service || target.provided) continue;
      const inside = containerPort(port, target, network);
      if (inside === undefined || isCalledElsewhere(mention, service, target, network)) continue;
      const paired = mention.port === undefined ? mention.paired : undefined;
      yield {
        at: (paired ?? mention).at,
        service,
        message: say`${mention.name}:${port} is refused in ${service.name}: ${port} is the port of ${target.name} on the host, on its networks ${target.name} listens on ${inside}. Use ${mention.name}:${inside}.`,
        related: publishedAt(target),
        fixes: () => callInstead(mention, mention.name, inside),
      };
    }
  },
});

function portOf({ port, paired }: Mention): number | undefined {
  return port ?? paired?.port;
}

/** The ports of the host that lead to another one: most values name none of them, and are looked at no further. */
const movedPorts = collectFromServices((service) =>
  (service.ports?.value ?? []).flatMap(({ value: { published, target } }) => {
    if (published === undefined || published === "ephemeral" || published.first === target?.first) return [];
    return Array.from({ length: published.last - published.first + 1 }, (_, index) => published.first + index);
  }),
);

function publishedAt({ ports, name }: Service): { at: Mention["at"]; message: Text }[] {
  return ports === undefined
    ? []
    : [{ at: attributeKey(ports.at, "ports"), message: say`${name} publishes its ports here` }];
}

/** Whether somebody else than the service calls, or finds another one by the name. */
function isCalledElsewhere({ key, name }: Mention, service: Service, target: Service, network: NetworkModel): boolean {
  if (key !== undefined && isReadElsewhere(key, service.name, service.image?.value)) return true;
  const { owner } = network.namespaceOf(service);
  const hosts = [service, ...(owner === undefined ? [] : [owner])].flatMap(({ extraHosts }) => extraHosts);
  if (hosts.some((host) => host.key === name)) return true;
  return network.namespaceOf(service).kind !== "networks" || network.unresolved(service, target, name) !== undefined;
}

/** The container port behind a published one at which nobody in the namespace of the target is known to listen. */
function containerPort(port: number, target: Service, network: NetworkModel): number | undefined {
  const namespace = network.namespaceOf(target);
  if (namespace.kind !== "networks" || namespace.owner !== target) return undefined;
  const answering = answeringOf(target);
  const inside = answering.behind(port)?.port;
  if (inside === undefined || inside === port) return undefined;
  const all: Answering[] = [answering, ...network.sharersOf(target).map(answeringOf)];
  return all.some((each) => each.at(port) || each.usuallyAt(port) || each.names(port)) ? undefined : inside;
}
