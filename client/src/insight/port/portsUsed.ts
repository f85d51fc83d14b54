import { isPortProxy } from "../../docker/portProxies";
import { isUp, type Container } from "../../docker/inventory/container";
import { namespaceOwner, sharesHostNamespace, type Inventory } from "../../docker/inventory/inventory";
import type { SwarmService } from "../../docker/inventory/swarm";
import type { ListeningSocket, SocketOwner } from "../../netns/model";
import { dockersResolver } from "../../netns/sections/dns";
import type { Localizer } from "../../platform/localizer";
import { leadsTo, type Answer, type Evidence } from "../answer";
import type { HostPort, PortOwner } from "../hostPorts";
import { ownerText } from "../portOwnerText";
import { forwarderOf } from "./forwarding";
import {
  forwarderSentence,
  listeningLine,
  neededSentences,
  ownerSentence,
  programText,
  publishedLines,
} from "./holderText";
import type { HostPortsRead } from "./whoHasPort";

/** Who may use ports: one container or those of a Compose service, a service of a swarm, or a program of the host. */
export type PortUser =
  | { readonly kind: "containers"; readonly name: string; readonly containers: readonly Container[] }
  | { readonly kind: "service"; readonly service: SwarmService }
  | { readonly kind: "program"; readonly program: string; readonly pid: number | undefined };

/** What containers listen on in networks of their own, by their IDs; undefined where that cannot be read. */
export type ListensInside = ReadonlyMap<string, readonly ListeningSocket[] | undefined>;

/** What is known of ports: those of the host, and those inside containers. */
export interface PortsRead extends HostPortsRead {
  readonly inventory: Inventory;
  readonly inside: ListensInside;
}

/** What a user of ports is called. */
export function userName(user: PortUser): string {
  switch (user.kind) {
    case "containers":
      return user.name;
    case "service":
      return user.service.name;
    case "program":
      return programText(user);
  }
}

/**
 * The document about the ports that somebody uses: of the host by a publish, by the engine's proxy for it, by itself in
 * host mode or as a program of the host; those that it could not get; and what it listens on in a network of its own.
 */
export function portsUsed(user: PortUser, read: PortsRead, l10n: Localizer): Answer {
  const containers = user.kind === "containers" ? user.containers : [];
  const held = read.ports.filter(({ owner }) => isOf(owner, user));
  const [first] = containers;
  const unread =
    read.sockets === undefined
      ? [l10n.t("The host's own processes cannot be read from here: only what containers publish is known.")]
      : [];
  const own =
    user.kind === "containers"
      ? containers.flatMap((each) => sentencesOf(each, read, l10n))
      : [...held.flatMap((each) => heldSentences(each, read, l10n)), ...noneSentence(held, userName(user), l10n)];
  return {
    title: l10n.t("Which ports does {0} use?", userName(user)),
    sentences: [...own, ...unread],
    evidence: evidenceOf(held, containers, read),
    leads: first === undefined ? [] : leadsTo(first, []),
    isWrong: containers.some((each) => missed(each, read).length > 0) || held.some((each) => each.neededBy.length > 0),
  };
}

function isOf(owner: PortOwner, user: PortUser): boolean {
  switch (user.kind) {
    case "containers":
      return "container" in owner && user.containers.some(({ id }) => id === owner.container.id);
    case "service":
      return owner.kind === "service" && owner.service.id === user.service.id;
    case "program":
      return owner.kind === "process" && owner.program === user.program && owner.pid === user.pid;
  }
}

function heldBy({ id }: Container, { ports }: PortsRead): HostPort[] {
  return ports.filter(({ owner }) => "container" in owner && owner.container.id === id);
}

/** The ports that the container could not get. */
function missed({ id }: Container, { ports }: PortsRead): HostPort[] {
  return ports.filter(({ neededBy }) => neededBy.some((each) => each.id === id));
}

function sentencesOf(container: Container, read: PortsRead, l10n: Localizer): string[] {
  const { name } = container;
  const held = heldBy(container, read);
  const lost = missed(container, read);
  const owner = namespaceOwner(read.inventory, container);
  const ofOwner = owner === container ? [] : heldBy(owner, read).filter((each) => each.owner.kind === "publish");
  const ingress = read.ports.filter(
    (each) => each.owner.kind === "service" && each.owner.service.name === container.swarmService,
  );
  return [
    ...held.flatMap((each) => heldSentences(each, read, l10n)),
    ...ingress.flatMap((each) => heldSentences(each, read, l10n)),
    ...lost.map((each) =>
      l10n.t("{0} needs {1}, which is taken by {2}.", name, portText(each), ownerText(each.owner, l10n)),
    ),
    ...(ofOwner.length === 0
      ? []
      : [
          l10n.t(
            "{0} shares the network of {1}: the ports of the host that {1} publishes ({2}) lead there too.",
            name,
            owner.name,
            ofOwner.map(portText).join(", "),
          ),
        ]),
    ...idleSentences(container, [...held, ...ingress, ...ofOwner], read, l10n),
    ...insideSentences(container, [...held, ...ofOwner], read, l10n),
  ];
}

/** That it has no port of the host, where that is known. */
function idleSentences(container: Container, held: readonly HostPort[], read: PortsRead, l10n: Localizer): string[] {
  const { name } = container;
  if (!isUp(container)) return [l10n.t("{0} does not run, and has no port while it does not.", name)];
  const isUnread = read.sockets === undefined && sharesHostNamespace(read.inventory, container);
  return isUnread ? [] : noneSentence(held, name, l10n);
}

function noneSentence(held: readonly HostPort[], name: string, l10n: Localizer): string[] {
  return held.length > 0 ? [] : [l10n.t("{0} has no port of the host.", name)];
}

function heldSentences(held: HostPort, { sockets, ofEditor }: PortsRead, l10n: Localizer): string[] {
  const { owner } = held;
  const proxies =
    owner.kind === "publish" || owner.kind === "service"
      ? (sockets ?? []).filter((each) => isAt(each, held) && isPortProxy(each.owner?.program ?? ""))
      : [];
  const programs = [...new Set(proxies.flatMap((each) => (each.owner === undefined ? [] : [programText(each.owner)])))];
  const forwarder =
    owner.kind === "process" ? forwarderOf(owner, owner.pid !== undefined && ofEditor.has(owner.pid)) : undefined;
  return [
    ownerSentence(portText(held), owner, l10n),
    ...(programs.length === 0 ? [] : [l10n.t("On the host {0} listens there for it.", programs.join(", "))]),
    ...(forwarder === undefined ? [] : [forwarderSentence(forwarder, l10n)]),
    ...neededSentences(held, l10n),
  ];
}

/** What it listens on in a network that is not the host's, and which of it no port of the host leads to. */
function insideSentences(container: Container, held: readonly HostPort[], read: PortsRead, l10n: Localizer): string[] {
  if (!isUp(container) || sharesHostNamespace(read.inventory, container)) return [];
  const sockets = insideOf(container, read);
  if (sockets === undefined) {
    return [l10n.t("What {0} listens on inside its network cannot be read from here.", container.name)];
  }
  const listed = [...new Set(sockets.map(portText))];
  if (listed.length === 0) return [l10n.t("Inside its network {0} listens on no port.", container.name)];
  const published = new Set(
    held.flatMap(({ owner, protocol }) => (owner.kind === "publish" ? [`${owner.containerPort}/${protocol}`] : [])),
  );
  const unpublished = listed.filter((each) => !published.has(each));
  return [
    l10n.t("Inside its network {0} listens on {1}.", container.name, listed.join(", ")),
    ...(unpublished.length === 0
      ? []
      : [l10n.t("Not published by it, and hence not a port of the host: {0}.", unpublished.join(", "))]),
  ];
}

function insideOf({ id }: Container, { inside }: PortsRead): ListeningSocket[] | undefined {
  return inside
    .get(id)
    ?.filter(({ address, owner }) => address !== dockersResolver && isMaybeOf(id, owner))
    .sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol, "en"));
}

/** Another's who shares the network is told apart where its program is seen. */
function isMaybeOf(id: string, owner: SocketOwner | undefined): boolean {
  return owner === undefined || owner.containers.length === 0 || owner.containers.includes(id);
}

function evidenceOf(held: readonly HostPort[], containers: readonly Container[], read: PortsRead): Evidence[] {
  const listening = (read.sockets ?? []).filter((socket) =>
    held.some((port) => isAt(socket, port) && isHolder(socket, port)),
  );
  return [
    { source: "docker ps", lines: held.flatMap(publishedLines) },
    { source: "ss -ltunp", lines: listening.map(listeningLine) },
    ...containers.map((container) => ({
      source: `nsenter --net ss -ltunp (${container.name})`,
      lines: (insideOf(container, read) ?? []).map(listeningLine),
    })),
  ].filter(({ lines }) => lines.length > 0);
}

function isAt(socket: ListeningSocket, { port, protocol }: HostPort): boolean {
  return socket.port === port && socket.protocol === protocol;
}

/** A socket of the holder itself, or of the engine's proxy for it; one whose program is not seen may be either. */
function isHolder({ owner: seen }: ListeningSocket, { owner }: HostPort): boolean {
  if (seen === undefined) return true;
  switch (owner.kind) {
    case "publish":
    case "service":
      return isPortProxy(seen.program);
    case "host-mode":
      return seen.containers.includes(owner.container.id);
    default:
      return "pid" in owner ? seen.pid === owner.pid : true;
  }
}

function portText({ port, protocol }: { readonly port: number; readonly protocol: string }): string {
  return `${port}/${protocol}`;
}
