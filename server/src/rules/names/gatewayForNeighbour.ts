import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import { coexist } from "../../network/ports/collisions";
import type { Offer } from "../../network/ports/offers";
import type { HostMention } from "../../network/dns/hostMentions";
import type { Finding } from "../../linter/finding";
import { fix } from "../../linter/fix";
import { namePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { callInstead } from "../fixes/callInstead";
import { callsToHost, insidePort } from "./callsToHost";
import { askForGateway, asksForGateway, gateway } from "../fixes/hostGateway";
import { isForSwarm } from "../wording/forSwarm";

/**
 * The way over the host to a service beside oneself: a Linux engine gives the host's name to nobody who does not ask, and a port
 * that is published on 127.0.0.1 is not there for it (engine 28.5, docs/docker-behaviour.md#host-docker-internal-unasked).
 */
export const gatewayForNeighbour = defineRule({
  id: "gateway-for-neighbour",
  severity: "warning",
  title: say`A service is called over the host, in a way that does not lead there`,
  perProject: function* (project, engine): Generator<Finding | Needs> {
    const network = networkOf(project);
    for (const { mention, port, offers } of callsToHost(network, "gateway")) {
      yield pause;
      const { service } = mention;
      const { kind, owner } = network.namespaceOf(service);
      if (kind !== "networks" || isForSwarm(service)) continue;
      const offer = publishedBy(offers, service, owner, network);
      if (offer === undefined) {
        const isGiven = asksForGateway(service) || asksForGateway(owner) || engine?.desktop === true;
        if (!isGiven && !network.sharersOf(owner).some(asksForGateway)) yield unasked(mention, owner);
        continue;
      }
      const target = offer.service;
      const inside = insidePort(offer, port);
      const isAsked = asksForGateway(service) || asksForGateway(owner);
      const isLoopback = offer.hostIp?.startsWith("127.") === true;
      if (isAsked && !isLoopback) continue;
      const why = isAsked
        ? say`${target.name} publishes port ${port} on ${String(offer.hostIp)} only, so that it is refused at ${gateway}.`
        : say`On a Linux engine, ${gateway} does not resolve without \`extra_hosts\`, and ${target.name}, which publishes port ${port}, is on the same network.`;
      yield {
        at: mention.at,
        service,
        message: say`${why} Use ${target.name}:${inside}.`,
        related: [{ at: namePlace(target), message: say`${target.name} is at ${target.name}:${inside}` }],
        fixes: () => callInstead(mention, target.name, inside),
      };
    }
  },
});

/** A hint: Docker Desktop gives the name to everybody. */
function unasked(mention: HostMention, owner: Service): Finding {
  return {
    at: mention.at,
    service: mention.service,
    severity: "hint",
    message: say`On a Linux engine, ${gateway} does not resolve without \`extra_hosts\`; Docker Desktop resolves it by itself. Add \`extra_hosts: ["${gateway}:host-gateway"]\` to ${owner.name}.`,
    fixes: () => fix(say`Add ${gateway} to \`extra_hosts\``, askForGateway(owner)),
  };
}

/** The one service that publishes the port, where its name leads to it. */
function publishedBy(
  offers: readonly Offer[],
  caller: Service,
  owner: Service,
  network: NetworkModel,
): Offer | undefined {
  const published = offers.filter(({ by }) => by === "published");
  const [offer] = published;
  if (offer === undefined || published.some(({ service }) => service !== offer.service)) return undefined;
  const target = offer.service;
  const namespace = network.namespaceOf(target);
  if (target === owner || namespace.kind !== "networks" || namespace.owner !== target) return undefined;
  if (network.sharersOf(owner).includes(target)) return undefined;
  return network.unresolved(caller, target) === undefined && coexist(caller, target, network.project)
    ? offer
    : undefined;
}
