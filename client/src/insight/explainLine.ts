import type { Container } from "../docker/inventory/container";
import type { Localizer } from "../platform/localizer";
import type { Address, Counters, Interface, ListeningSocket, Namespace, Route } from "../netns/model";
import type { Line } from "../netns/render/render";
import type { RouteLine } from "../netns/sections/routes";
import type { SocketLine } from "../netns/sections/sockets";
import { explainFlag, explainWord } from "./glossary";
import { attachmentOf, behind, peerInContainers, peerOnHost } from "./peer";

/** What a hover knows beside its line. */
export interface LineContext {
  /** `host`, or the container's name. */
  readonly name: string;
  readonly container?: Container | undefined;
  readonly usesHost: boolean;
  /** The host's namespace, where it was read. */
  readonly host?: Namespace | undefined;
  /** Other containers of the same document. */
  readonly others: readonly { readonly name: string; readonly namespace: Namespace }[];
  /** The namespace in full: what a comparison leaves out on both sides is known here. */
  readonly namespace: Namespace;
}

/** What a word of a document means, in sentences of plain text; none where it is not worth one. */
export function explainLine(line: Line, word: string, context: LineContext, l10n: Localizer): string[] {
  const entry = context.namespace.interfaces.find(({ name }) => name === line.entry?.name) ?? line.entry;
  const route = "route" in line ? (line as RouteLine).route : undefined;
  const socket = "socket" in line ? (line as SocketLine).socket : undefined;
  const flag = explainFlag(word, l10n);
  if (flag !== undefined) return [flag];
  if (socket !== undefined) return explainSocket(socket, context, l10n);
  if (line.address !== undefined && isOf(word, line.address)) return explainAddress(line.address, entry, context, l10n);
  if (route !== undefined && (word === route.destination || word === route.gateway || word === route.device)) {
    return explainRoute(route, context, l10n);
  }
  if (entry !== undefined && isInterfaceWord(word, entry)) return explainInterface(entry, context, l10n);
  if (line.text.startsWith("nameserver ") && word !== "nameserver") return explainNameServer(word, context, l10n);
  const sentence = explainWord(word, l10n);
  return sentence === undefined ? [] : [sentence];
}

function isOf(word: string, { address, prefix }: Address): boolean {
  return word === address || word === `${address}/${prefix ?? ""}`;
}

function isInterfaceWord(word: string, { name, link, index, mac }: Interface): boolean {
  const bare = word.replace(/:$/u, "");
  return [name, link, `${name}@${link ?? ""}`, index === undefined ? undefined : String(index), mac].includes(bare);
}

function explainInterface(entry: Interface, context: LineContext, l10n: Localizer): string[] {
  return [
    whatItIs(entry, context, l10n),
    ...otherEnd(entry, context, l10n),
    ...(entry.counters === undefined ? [] : [countersText(entry.counters, l10n)]),
  ];
}

function whatItIs(entry: Interface, context: LineContext, l10n: Localizer): string {
  if (entry.name === "lo") {
    return l10n.t(
      "lo: loopback. Each network namespace has its own: 127.0.0.1 of a container is not 127.0.0.1 of the host.",
    );
  }
  const attachment = attachmentOf(entry, context.container);
  if (attachment !== undefined && !context.usesHost) {
    return l10n.t("{0}: the end of {1} in the Docker network {2}.", entry.name, context.name, attachment.network);
  }
  if (entry.name === "docker0") return l10n.t("docker0: the bridge of Docker's default network.");
  if (/^br-[0-9a-f]{12}$/u.test(entry.name)) {
    return l10n.t("{0}: the bridge of a Docker network whose ID begins with {1}.", entry.name, entry.name.slice(3));
  }
  if (entry.name.startsWith("veth"))
    return l10n.t("{0}: one end of a veth pair; the other end is in a container.", entry.name);
  if (entry.name === "?") return l10n.t("Docker shows the address, not the name of the interface.");
  return l10n.t("{0}: an interface of {1}.", entry.name, context.name);
}

function otherEnd(entry: Interface, context: LineContext, l10n: Localizer): string[] {
  const own = context.host === undefined || context.namespace === context.host ? undefined : context.host;
  const peer = own === undefined ? undefined : peerOnHost(entry, own);
  if (peer !== undefined) {
    return [
      peer.master === undefined
        ? l10n.t("The other end of this veth pair is {0} on the host.", peer.name)
        : l10n.t(
            "The other end of this veth pair is {0} on the host, a port of the bridge {1}.",
            peer.name,
            peer.master,
          ),
    ];
  }
  const inside = peerInContainers(entry, context.others);
  if (inside !== undefined) {
    return [l10n.t("The other end of this veth pair is {0} in {1}.", inside.entry.name, inside.container)];
  }
  const bridge = own === undefined ? undefined : behind(entry, context.container, own);
  if (bridge !== undefined) return [l10n.t("Its parent interface is {0} on the host.", bridge)];
  const elsewhere = /^if(\d+)$/u.exec(entry.link ?? "")?.[1];
  return elsewhere === undefined || context.name === "host"
    ? []
    : [
        l10n.t(
          "It is tied to the interface with the number {0} of another network namespace, usually the host's.",
          elsewhere,
        ),
      ];
}

function countersText(counters: Counters, l10n: Localizer): string {
  const { receivedBytes, receivedPackets, sentBytes, sentPackets, receivedDropped, sentDropped } = counters;
  return l10n.t(
    "When it was read it had received {0} bytes in {1} packets and sent {2} bytes in {3}; {4} were dropped.",
    receivedBytes,
    receivedPackets,
    sentBytes,
    sentPackets,
    receivedDropped + sentDropped,
  );
}

function explainAddress(
  { address, prefix, family, scope }: Address,
  entry: Interface | undefined,
  context: LineContext,
  l10n: Localizer,
): string[] {
  if (scope === "host" || address === "::1" || address.startsWith("127.")) {
    return [l10n.t("{0}: reachable from inside this network namespace only.", address)];
  }
  if (scope === "link" && family === "inet6") {
    return [l10n.t("{0}: a link-local address, assigned by the kernel; valid on this link only.", address)];
  }
  const size = prefix === undefined ? undefined : subnetText(prefix, family, l10n);
  const attachment = entry === undefined ? undefined : attachmentOf(entry, context.container);
  const whose =
    attachment === undefined || context.usesHost
      ? l10n.t("{0}: an address of {1}.", address, context.name)
      : l10n.t(
          "{0}: the address of {1} in the Docker network {2}, given by the engine.",
          address,
          context.name,
          attachment.network,
        );
  const gateway = attachment?.gateway;
  return [
    whose,
    ...(size === undefined ? [] : [size]),
    ...(gateway === undefined ? [] : [l10n.t("Its gateway is {0}, the host's end of that network.", gateway)]),
  ];
}

function subnetText(prefix: number, family: Address["family"], l10n: Localizer): string | undefined {
  const bits = (family === "inet" ? 32 : 128) - prefix;
  if (bits < 0 || bits > 128) return undefined;
  return bits <= 32
    ? l10n.t("/{0}: addresses that agree in the first {0} bits, {1} of them, are on the same link.", prefix, 2 ** bits)
    : l10n.t("/{0}: addresses that agree in the first {0} bits are on the same link.", prefix);
}

function explainRoute({ destination, gateway, device }: Route, context: LineContext, l10n: Localizer): string[] {
  const through = device ?? "?";
  const where =
    destination === "default"
      ? gateway === undefined
        ? l10n.t("Packets that no other route matches leave through {0}.", through)
        : l10n.t("Packets that no other route matches go to {0} through {1}.", gateway, through)
      : gateway === undefined
        ? l10n.t("{0} is on the link of {1}: reached directly.", destination, through)
        : l10n.t("{0} is reached by {1} through {2}.", destination, gateway, through);
  const bridge = context.host?.interfaces.find(
    ({ addresses }) => gateway !== undefined && addresses.some(({ address }) => address === gateway),
  );
  return bridge === undefined || context.namespace === context.host
    ? [where]
    : [where, l10n.t("{0} is {1} on the host.", gateway ?? "", bridge.name)];
}

function explainNameServer(address: string, { name }: LineContext, l10n: Localizer): string[] {
  if (address === "127.0.0.11")
    return [
      l10n.t("127.0.0.11 is Docker's DNS server for this container."),
      l10n.t(
        "It resolves the names of containers on the same user-defined networks, and forwards other names to the host's or the configured servers.",
      ),
    ];
  return [l10n.t("{0} uses the DNS server {1}.", name, address)];
}

function explainSocket(socket: ListeningSocket, context: LineContext, l10n: Localizer): string[] {
  const { port, protocol, uid, owner } = socket;
  // Programs that open one socket for both families have IPv4 addresses in this form.
  const address = socket.address.replace(/^::ffff:(?=\d+\.)/u, "");
  const anywhere = address === "0.0.0.0" || address === "::";
  const loopback = address.startsWith("127.") || address === "::1";
  const reach = anywhere
    ? l10n.t("It listens on every address of this network namespace, on port {0}/{1}.", port, protocol)
    : loopback
      ? l10n.t("It listens on loopback only: nothing outside this network namespace reaches {0}:{1}.", address, port)
      : l10n.t("It listens on {0} only, on port {1}/{2}.", address, port, protocol);
  const resolver = address === "127.0.0.11" && !context.usesHost && context.name !== "host";
  return [
    reach,
    ...(resolver ? [l10n.t("127.0.0.11 is Docker's DNS server for this container.")] : []),
    owner !== undefined && owner.program !== ""
      ? l10n.t("The program is {0}.", owner.program)
      : uid === undefined
        ? l10n.t("Which program holds it is not known.")
        : l10n.t("It belongs to the user with the ID {0}. Only root can see which program holds it.", uid),
  ];
}
