import type { ListeningSocket } from "../../netns/model";
import type { Localizer } from "../../platform/localizer";
import type { Answer, Evidence } from "../answer";
import { leadsTo } from "../answer";
import { nextFreePort } from "../freePort";
import { contestedPorts, type HostPort, type PortOwner } from "../hostPorts";
import { forwarderOf, type Forwarder } from "./forwarding";

/** What was read of the ports of one host. */
export interface HostPortsRead {
  readonly ports: readonly HostPort[];
  /** The sockets as the kernel has them, the engine's proxies among them; undefined where they cannot be read. */
  readonly sockets: readonly ListeningSocket[] | undefined;
  /** The processes of this editor that have a port. */
  readonly ofEditor: ReadonlySet<number>;
}

/** Other ports of the same holder are named up to so many. */
const mostNamed = 10;

/** The document about one port of the host: who has it and how, who else needs it, and what that was seen by. */
export function whoHasPort(port: number, { ports, sockets, ofEditor }: HostPortsRead, l10n: Localizer): Answer {
  const held = ports.filter((each) => each.port === port);
  const contested = contestedPorts(ports);
  const unread =
    sockets === undefined
      ? [l10n.t("The host's own processes cannot be read from here: only what containers publish is known.")]
      : [];
  const free =
    held.length > 0
      ? [l10n.t("The next free port is {0}.", nextFreePort(port, ports) ?? "")]
      : sockets === undefined
        ? [l10n.t("No container publishes port {0}.", port)]
        : [l10n.t("Port {0} is free.", port)];
  const [first] = held.flatMap(({ owner }) => ("container" in owner ? [owner.container] : []));
  return {
    title: l10n.t("Who has port {0}?", port),
    sentences: [...held.flatMap((each) => sentencesOf(each, ports, ofEditor, l10n)), ...free, ...unread],
    evidence: evidenceOf(port, held, sockets),
    leads: first === undefined ? [] : leadsTo(first, []),
    isWrong: held.some((each) => contested.has(each)),
  };
}

function sentencesOf(
  held: HostPort,
  ports: readonly HostPort[],
  ofEditor: ReadonlySet<number>,
  l10n: Localizer,
): string[] {
  const { owner, neededBy, port, protocol } = held;
  const at = `${port}/${protocol}`;
  const forwarder =
    owner.kind === "process" ? forwarderOf(owner, owner.pid !== undefined && ofEditor.has(owner.pid)) : undefined;
  const others = ports
    .filter((each) => each !== held && isSameHolder(each.owner, owner))
    .map((each) => `${each.port}/${each.protocol}`);
  const named = others.slice(0, mostNamed).join(", ");
  return [
    ownerSentence(at, owner, l10n),
    ...(forwarder === undefined ? [] : [forwarderSentence(forwarder, l10n)]),
    ...(neededBy.length === 0
      ? []
      : [l10n.t("Needed by {0}, which could not get it.", neededBy.map(({ name }) => name).join(", "))]),
    ...(others.length === 0 ? [] : [l10n.t("The same one also has: {0}.", named)]),
  ];
}

function ownerSentence(at: string, owner: PortOwner, l10n: Localizer): string {
  switch (owner.kind) {
    case "publish":
      return l10n.t(
        "{0} publishes {1}: what comes there goes to port {2} of the container.",
        owner.container.name,
        at,
        owner.containerPort,
      );
    case "host-mode":
      return l10n.t(
        "{0} listens on {1} itself: it is in host mode, and its program {2} needs no publish.",
        owner.container.name,
        at,
        programText(owner),
      );
    case "service":
      return l10n.t(
        "The service {0} of the swarm has {1} by the ingress, which leads to its port {2}.",
        owner.service.name,
        at,
        owner.target,
      );
    case "process":
      return l10n.t("The program {0} of the host listens on {1}.", programText(owner), at);
    case "unknown":
      return l10n.t("A process that cannot be seen from here listens on {0}. Only root can see which one.", at);
  }
}

function programText({ program, pid }: { readonly program: string; readonly pid?: number }): string {
  return pid === undefined ? program : `${program} (pid ${pid})`;
}

function forwarderSentence({ kind }: Forwarder, l10n: Localizer): string {
  switch (kind) {
    case "ssh":
      return l10n.t("That is ssh, which forwards the port to where its command line says.");
    case "ssh-session":
      return l10n.t("That is a session over ssh, whose client asked for the port to be forwarded to it.");
    case "editor":
      return l10n.t("That is this editor itself: its server, an extension, or its forwarding of ports.");
  }
}

function isSameHolder(one: PortOwner, other: PortOwner): boolean {
  if ("container" in one && "container" in other) return one.container.id === other.container.id;
  return one.kind === "process" && other.kind === "process" && one.pid !== undefined && one.pid === other.pid;
}

function evidenceOf(
  port: number,
  held: readonly HostPort[],
  sockets: readonly ListeningSocket[] | undefined,
): Evidence[] {
  const published = held.flatMap(({ owner, addresses, protocol }) =>
    owner.kind === "publish"
      ? addresses.map((address) => `${owner.container.name}  ${at(address, port)}->${owner.containerPort}/${protocol}`)
      : [],
  );
  const listening = (sockets ?? [])
    .filter((each) => each.port === port)
    .map(({ protocol, address, owner }) => {
      const { program = "", pid, commandLine = "" } = owner ?? {};
      const who = [program, pid === undefined ? "" : `pid ${pid}`, commandLine].filter((part) => part !== "");
      return [protocol, at(address, port), ...who].join("  ");
    });
  return [
    { source: "docker ps", lines: published },
    { source: "ss -ltunp", lines: listening },
  ].filter(({ lines }) => lines.length > 0);
}

function at(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
