import { say, type Text } from "../../../../shared/text";
import { formatRange, type PublishedPort } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import type { Node } from "../../compose/syntax/node";
import type { Origin, Sourced } from "../../compose/values/value";
import { listed } from "../../linter/listed";
import type { NetworkModel } from "../../network/model";
import { page, quoted, whereIs, type HoverContext, type Lines } from "./answer";
import { networkKeysOf } from "./namespace";

/** What an item of `ports` comes to: who is reached by it, or why nobody is. */
export function portHover(item: Node, service: Service, context: HoverContext): Lines {
  const port = service.ports?.value.find(({ at }) => at.node === item);
  if (port === undefined || port.value.invalid !== undefined) return [];
  const { network } = context;
  if (service.deploy.forSwarm === "stated") return inSwarm(port.value, service);
  const { kind, owner } = network.namespaceOf(service);
  if (owner !== undefined && owner !== service) return refusedLines(service, owner);
  switch (kind) {
    case "host":
      return inHostMode(port, service, context);
    case "none":
      return [say`Discarded: ${quoted(service.name)} has no network.`, page("none-ports")];
    case "container":
      return refusedLines(service, undefined);
    case "unknown":
      return published(port, service, context);
    default: {
      const nobody = nobodyReaches(service, network);
      return nobody.length > 0 ? nobody : published(port, service, context);
    }
  }
}

/** What an item of `expose` does. */
export function exposeHover(service: Service, { network }: HoverContext): Lines {
  const isOnHost = network.isOnHost(service);
  return [
    isOnHost
      ? say`\`expose\` has no effect in host mode: what ${quoted(service.name)} listens on, the host listens on.`
      : say`\`expose\` publishes nothing on the host. Services on a common network reach each other's ports with and without it.`,
    ...(isOnHost ? [page("host-mode-expose")] : []),
  ];
}

function published({ value, at }: Sourced<PublishedPort>, service: Service, context: HoverContext): Lines {
  const { target, protocol } = value;
  if (target === undefined) return [];
  const to = say`${quoted(service.name)}, port ${formatRange(target)}/${protocol}`;
  const claimed = alsoClaimed(at, context);
  const inside = formatRange(target);
  return [
    say`**${hostSide(value)} → ${to}**`,
    ...claimed,
    ...(value.published === "ephemeral" ? [] : differs(value, service, inside)),
    page("port-claims"),
  ];
}

/** Under `docker stack deploy`, which knows no host IP. */
function inSwarm({ published: ports, target, protocol, mode, hostIp }: PublishedPort, service: Service): Lines {
  if (target === undefined) return [];
  const nodes = mode === "host" ? say`the node that runs it` : say`every node of the swarm`;
  const limit = hostIp === undefined ? [] : [say`The limit to ${quoted(hostIp)} is dropped.`];
  return [
    say`**${whichPort(ports, target)} on ${nodes} → ${quoted(service.name)}, port ${formatRange(target)}/${protocol}**`,
    ...limit,
    page("stack-host-ip"),
  ];
}

/** Neighbours are not behind the publish. */
function differs({ published: ports, target }: PublishedPort, { name }: Service, inside: string): Lines {
  if (typeof ports !== "object" || ports.first === target?.first) return [];
  return [say`Services on a network of ${quoted(name)} call its port ${inside}, not ${formatRange(ports)}.`];
}

function hostSide({ published: ports, target, hostIp }: PublishedPort): string | Text {
  return say`${whichPort(ports, target)} on ${addressWords(hostIp)}`;
}

function whichPort(ports: PublishedPort["published"], target: PublishedPort["target"]): string | Text {
  if (ports === undefined) return say`A port that the files do not tell`;
  if (ports === "ephemeral") return say`A free port that the engine picks`;
  const picks = ports.first !== ports.last && target?.first === target?.last;
  return picks ? say`One free port of ${formatRange(ports)}` : formatRange(ports);
}

function addressWords(hostIp: string | undefined): string | Text {
  switch (hostIp) {
    case undefined:
      return say`every address of this host, IPv4 and IPv6`;
    case "0.0.0.0":
      return say`every IPv4 address of this host`;
    case "::":
      return say`every IPv6 address of this host`;
    case "127.0.0.1":
    case "::1":
      return say`${hostIp}, for this host alone`;
    default:
      return say`this host's address ${quoted(hostIp)} alone`;
  }
}

/** The other services that want the same port of the host. */
function alsoClaimed(at: Origin, context: HoverContext): Lines {
  const others = context.network.collisions.flatMap(({ first, second }) =>
    first.at === at ? [second] : second.at === at ? [first] : [],
  );
  if (others.length === 0) return [];
  const words = others.map((claim) => {
    const listens = claim.by === "host-mode" ? say`, which listens there in host mode` : "";
    return say`${quoted(claim.service.name)} in ${whereIs(claim.at.node, context)}${listens}`;
  });
  return [say`Also claimed by ${listed(words)}: only one of them gets it.`];
}

function inHostMode({ value }: Sourced<PublishedPort>, service: Service, context: HoverContext): Lines {
  const { target, protocol } = value;
  const listens = context.network
    .claimsOf(service)
    .find((claim) => claim.ports.first === target?.first && claim.protocol === protocol);
  const itself =
    listens?.evidence !== "certain" || target === undefined
      ? say`${quoted(service.name)} listens on ports of the host itself, whatever stands here.`
      : say`${quoted(service.name)} listens on port ${formatRange(target)}/${protocol} of the host itself.`;
  const limit =
    value.hostIp === undefined
      ? []
      : [say`The limit to ${quoted(value.hostIp)} is discarded too: it listens where it likes.`];
  return [
    say`**Discarded in host mode.** ${itself}`,
    ...limit,
    ...(listens === undefined ? [] : alsoClaimed(listens.at, context)),
    page("host-mode-ports"),
  ];
}

function refusedLines(service: Service, owner: Service | undefined): Lines {
  const whose = owner === undefined ? say`another container` : quoted(owner.name);
  const instead = owner === undefined ? say`Publish it there.` : say`Publish it at ${quoted(owner.name)}.`;
  return [
    say`**Refused by the engine**: ${quoted(service.name)} has no network namespace of its own, but that of ${whose}. ${instead}`,
    page("shared-namespace-ports"),
  ];
}

/** Whether nothing of it is published: all its networks are internal, or lead into the network outside. */
export function isPublishedNowhere(service: Service, network: NetworkModel): boolean {
  return nobodyReaches(service, network).length > 0;
}

/** Networks that publish nothing: all of them are internal, or lead into the network outside. */
function nobodyReaches(service: Service, { project }: NetworkModel): Lines {
  const networks = networkKeysOf(service).map((key) => project.networks.get(key));
  const name = quoted(service.name);
  if (networks.every((network) => network?.internal === true)) {
    return [
      say`**Published nowhere**: every network of ${name} is internal. Nobody warns.`,
      page("internal-network-ports"),
    ];
  }
  const isLan = networks.every((network) => ["macvlan", "ipvlan"].includes(network?.driver?.value ?? ""));
  if (!isLan) return [];
  return [
    say`**Published nowhere**: ${name} has an address of its own in the network outside, and answers there at its container port.`,
    page("lan-network-ports"),
  ];
}
