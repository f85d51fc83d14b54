import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import type { Mention } from "../../network/dns/mentions";
import type { NetworkModel } from "../../network/model";
import type { Unresolved } from "../../network/dns/names";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { isForSwarm } from "../wording/forSwarm";
import { publishedFor, whatInstead, whyUnresolved } from "../wording/unresolved";
import { asksForGateway, gateway, useGateway } from "../fixes/hostGateway";
import { putOnNetwork } from "../fixes/putOnNetwork";
import type { Fix } from "../../linter/fix";
import { modePlace } from "../../linter/place";
import { fixValue } from "../fixes/writeValue";
import { defineRule } from "../../linter/rule";

/**
 * Docker's DNS gives the names of services to containers on a common network of their own, and to nobody else: a name of or
 * from a service in host mode, on the default bridge or in another's namespace is NXDOMAIN (engine 20.10,
 * docs/docker-behaviour.md#names-host-mode).
 */
export const unresolvableName = defineRule({
  id: "unresolvable-name",
  severity: "warning",
  title: say`A service uses a name that does not resolve`,
  perProject: function* (project): Generator<Finding | Needs> {
    const network = networkOf(project);
    for (const { service, mention } of network.knownMentions) {
      yield pause;
      const target =
        mention.in === "label" ? network.serviceCalled(mention.name) : network.serviceMeant(mention.name, service);
      if (target === undefined || target.provided || (target === service && mention.in !== "label")) continue;
      if (mention.among?.every((name) => project.services.has(name)) === false) continue;
      const { name } = mention;
      const reason =
        mention.in === "label" ? network.unresolvedByAll(target, name) : network.unresolved(service, target, name);
      if (reason === undefined) continue;
      const at = place(reason, service, target, network);
      yield {
        at: mention.at,
        service,
        message: say`${whyUnresolved(reason, mention, service, target, network)} ${whatInstead(reason, mention, service, target, network)}`,
        // Whoever reads a label is another program: the service itself does not call the name.
        about: mention.in === "label" ? undefined : { name },
        related: [{ at: modePlace(at), message: say`${at.name} ${stands(reason, at === service ? target : service)}` }],
        fixes: () => fixesFor(reason, mention, service, target, network, project),
        // A name of one's own in a label may be one of the network outside.
        ...(isForSwarm(at) ||
        asksAnother(reason, at) ||
        target === service ||
        (reason === "no-common-network" && isPartedElsewhere(mention, service, target))
          ? { severity: "hint" as const }
          : {}),
      };
    }
  },
});

/** An override that parts two services may do so because they no longer call each other. */
function isPartedElsewhere({ origin }: Mention, service: Service, target: Service): boolean {
  return [service, target].some(({ networks }) => networks !== undefined && networks.at.file !== origin.file);
}

/** A service in host mode that names its own resolver, which may know the name. */
function asksAnother(reason: Unresolved, { dns }: Service): boolean {
  return reason === "caller-in-host-mode" && dns.length > 0;
}

/** The service because of which the name does not resolve. */
function place(reason: Unresolved, service: Service, target: Service, network: NetworkModel): Service {
  // The one of both that says in whose namespace it is.
  if (reason === "same-namespace") {
    const mode = target.networkMode?.value.kind;
    return mode === "service" || mode === "container" ? target : service;
  }
  if (!reason.startsWith("caller"))
    return reason === "target-shares-namespace" ? target : (network.namespaceOf(target).owner ?? target);
  return network.namespaceOf(service).owner ?? service;
}

function stands(reason: Unresolved, other: Service): string | Text {
  switch (reason) {
    case "caller-in-host-mode":
    case "target-in-host-mode":
      return say`runs in the host's network namespace`;
    case "caller-on-default-bridge":
    case "target-on-default-bridge":
      return say`is on the default bridge`;
    case "caller-without-network":
    case "target-without-network":
      return say`has no network`;
    case "target-shares-namespace":
      return say`has no network namespace of its own`;
    case "same-namespace":
      return say`is in the namespace of ${other.name}`;
    case "no-common-network":
      return say`is on other networks`;
  }
}

function fixesFor(
  reason: Unresolved,
  mention: Mention,
  service: Service,
  target: Service,
  network: NetworkModel,
  project: Project,
): Fix[] {
  if (reason === "no-common-network") return putOnNetwork(network.namespaceOf(service).owner ?? service, target);
  const { written } = mention;
  if (written === undefined || mention.in === "label") return [];
  const write = (text: string) => ({ ...written, text });
  const port = mention.port === undefined ? "" : `:${mention.port}`;
  if (reason === "caller-in-host-mode") {
    const published = publishedFor(target, mention.port ?? mention.implied, network);
    if (published !== undefined) return fixValue(say`Use localhost:${published}`, write(`localhost:${published}`));
    return network.isOnHost(target) ? fixValue(say`Use localhost`, write("localhost")) : [];
  }
  if (reason === "same-namespace") return fixValue(say`Use localhost`, write(`localhost${port}`));
  if (reason === "target-in-host-mode") {
    const holder = network.namespaceOf(service).owner ?? service;
    return useGateway(write(`${gateway}${port}`), holder, asksForGateway(service));
  }
  if (reason === "target-shares-namespace") {
    const { owner } = network.namespaceOf(target);
    if (owner === undefined || owner === target || !project.services.has(owner.name)) return [];
    if (owner === network.namespaceOf(service).owner) return fixValue(say`Use localhost`, write(`localhost${port}`));
    return network.unresolved(service, owner) === undefined
      ? fixValue(say`Use ${owner.name}`, write(`${owner.name}${port}`))
      : [];
  }
  return [];
}
