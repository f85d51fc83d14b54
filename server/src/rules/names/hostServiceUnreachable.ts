import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import type { PortClaim } from "../../network/ports/claims";
import { coexist } from "../../network/ports/collisions";
import type { HostMention } from "../../network/dns/hostMentions";
import { namedPorts } from "../../network/ports/listeners";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { type Fix, fix } from "../../linter/fix";
import { isForSwarm } from "../wording/forSwarm";
import { askForGateway, asksForGateway, gateway, useGateway } from "../fixes/hostGateway";
import { modePlace } from "../../linter/place";
import { writeAt } from "../fixes/writeValue";
import { defineRule } from "../../linter/rule";

/**
 * From a network of the project a service in host mode is reached through the host's gateway only, whose name a Linux engine
 * gives to nobody who does not ask for it in `extra_hosts`; localhost is the caller's own namespace (engine 20.10,
 * docs/docker-behaviour.md#host-gateway).
 */
export const hostServiceUnreachable = defineRule({
  id: "host-service-unreachable",
  severity: "hint",
  title: say`A service in host mode cannot be reached by this name`,
  perProject: function* (project): Generator<Finding | Needs> {
    const network = networkOf(project);
    if (!network.moded.some((service) => network.isOnHost(service))) return;
    const mentions = network.hostMentions.flatMap((each) =>
      each.port === undefined ? [] : [{ ...each, port: each.port }],
    );
    const claims = claimsOn(new Set(mentions.map(({ port }) => port)), network);
    for (const mention of mentions) {
      yield pause;
      const { service } = mention;
      const { kind, owner } = network.namespaceOf(service);
      if ((kind !== "networks" && kind !== "default-bridge") || isForSwarm(service)) continue;
      const target = listenerOf(claims.get(mention.port) ?? [], service, network);
      if (target === undefined || isKnown(mention, service, owner)) continue;
      if (mention.kind === "loopback" && mayListen(mention.port, owner, network)) continue;
      yield {
        at: mention.at,
        service,
        message: message(mention, target),
        related: [{ at: modePlace(target), message: say`${target.name} runs in the host's network namespace` }],
        fixes: () => throughGateway(mention, owner),
      };
    }
  },
});

type WithPort = HostMention & { readonly port: number };

function message({ kind, name, port, service }: WithPort, target: Service): string | Text {
  const asked = say`\`extra_hosts: ["${gateway}:host-gateway"]\``;
  return kind === "loopback"
    ? say`In ${service.name}, ${name} means ${service.name} itself, but ${target.name} listens on port ${port} of the host. If ${service.name} calls it (not a browser), use ${gateway} with ${asked}.`
    : say`On a Linux engine, ${gateway} does not resolve without \`extra_hosts\`, so ${service.name} cannot reach ${target.name}. Add ${asked}.`;
}

/** Who claims each of these ports, over TCP. */
function claimsOn(ports: ReadonlySet<number>, network: NetworkModel): ReadonlyMap<number, readonly PortClaim[]> {
  const found = new Map<number, PortClaim[]>([...ports].map((port) => [port, []]));
  if (ports.size === 0) return found;
  for (const claim of network.claims) {
    const { first, last } = claim.ports;
    if (claim.protocol !== "tcp") continue;
    if (first === last) found.get(first)?.push(claim);
    else for (const [port, claims] of found) if (first <= port && port <= last) claims.push(claim);
  }
  return found;
}

/** The service in host mode that is known to listen there, where nobody else has that port of the host. */
function listenerOf(claims: readonly PortClaim[], caller: Service, network: NetworkModel): Service | undefined {
  const [first] = claims;
  if (first === undefined || !claims.every(({ by, service }) => by === "host-mode" && service === first.service)) {
    return undefined;
  }
  return coexist(first.service, caller, network.project) ? first.service : undefined;
}

/** Whether the name is given to whoever shares the namespace. */
function isKnown({ kind }: WithPort, service: Service, owner: Service): boolean {
  return kind === "gateway" && (asksForGateway(service) || asksForGateway(owner));
}

/** Whether somebody in the caller's own namespace may be meant. */
function mayListen(port: number, owner: Service, network: NetworkModel): boolean {
  return [owner, ...network.sharersOf(owner)].some((service) => {
    const written = [...(service.ports?.value ?? []), ...service.expose];
    return (
      namedPorts(service).has(port) ||
      written.some(({ value: { target } }) => target === undefined || (target.first <= port && port <= target.last))
    );
  });
}

function throughGateway({ written, kind, port }: WithPort, owner: Service): Fix[] {
  if (kind === "gateway") return fix(say`Add ${gateway} to \`extra_hosts\``, askForGateway(owner));
  const change = writeAt(written, `${gateway}:${port}`);
  return change === undefined ? [] : useGateway(change, owner, asksForGateway(owner));
}
