import type { ListeningSocket } from "../../netns/model";
import type { Localizer } from "../../platform/localizer";
import type { Answer, Evidence } from "../answer";
import { leadsTo } from "../answer";
import { nextFreePort } from "../freePort";
import { contestedPorts, type HostPort, type PortOwner } from "../hostPorts";
import { forwarderOf } from "./forwarding";
import { forwarderSentence, listeningLine, neededSentences, ownerSentence, publishedLines } from "./holderText";

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
  const { owner, port, protocol } = held;
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
    ...neededSentences(held, l10n),
    ...(others.length === 0 ? [] : [l10n.t("The same one also has: {0}.", named)]),
  ];
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
  const listening = (sockets ?? []).filter((each) => each.port === port).map(listeningLine);
  return [
    { source: "docker ps", lines: held.flatMap(publishedLines) },
    { source: "ss -ltunp", lines: listening },
  ].filter(({ lines }) => lines.length > 0);
}
