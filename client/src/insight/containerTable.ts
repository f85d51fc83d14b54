import type { Container } from "../docker/inventory/container";
import type { Inventory } from "../docker/inventory/inventory";
import type { Address, Interface, ListeningSocket, Namespace } from "../netns/model";
import { unknownInterface } from "../netns/parse/procNet";
import type { Line } from "../netns/render/render";
import { dockersResolver } from "../netns/sections/dns";
import type { Localizer } from "../platform/localizer";
import { isForContainers } from "./besideEachOther";
import { faultLines } from "./namespaceTable";
import { attachmentOf } from "./peer";
import { publisherOf } from "./publishers";
import type { Side } from "./readSubjects";
import { publishedTexts, targetName } from "./summary";
import { tableLines, type Cell } from "./textTable";

/** So many ports of one container are listed before the rest is counted. */
const mostPorts = 8;

/** What stands in one row, by column. */
interface Row {
  readonly name: readonly Cell[];
  readonly mode: readonly Cell[];
  readonly addresses: readonly Cell[];
  readonly gateways: readonly Cell[];
  readonly published: readonly Cell[];
  readonly listens: readonly Cell[];
}

/**
 * A row for the host and for each container: network mode, addresses, gateway, published ports and what listens. Those
 * who share a namespace point to the first of them. Below stand the sentences of those that could not be read.
 */
export function containerTable(sides: readonly Side[], inventory: Inventory, l10n: Localizer): Line[] {
  const rows = sides.map((side) => rowOf(side, sides, inventory, l10n));
  const column = (head: string, part: keyof Row) => ({ head, cells: rows.map((row) => row[part]) });
  const columns = [
    column(l10n.t("container"), "name"),
    column(l10n.t("network mode"), "mode"),
    column(l10n.t("address"), "addresses"),
    column(l10n.t("gateway"), "gateways"),
    column(l10n.t("published"), "published"),
    column(l10n.t("listens"), "listens"),
  ];
  return [...tableLines(columns), ...faultLines(sides, l10n)];
}

function rowOf(side: Side, sides: readonly Side[], inventory: Inventory, l10n: Localizer): Row {
  const { name, container, namespace } = side;
  const said = { name: [{ text: name }], published: texts(publishedTexts(container?.published ?? [])) };
  const mode = container === undefined ? "" : modeName(container, inventory, l10n);
  if (namespace === undefined) {
    return { ...said, mode: texts([mode]), addresses: texts([l10n.t("not read")]), gateways: [], listens: [] };
  }
  const first = bringerOf(namespace, sides);
  const listens = listensOf(side, namespace, inventory, l10n);
  if (first !== undefined && first !== side) {
    const same = texts([`= ${first.name}`]);
    // Of a namespace that several containers share nobody tells who of them listens, but of the host's.
    return { ...said, mode: texts([mode]), addresses: same, gateways: [], listens: side.usesHost ? listens : same };
  }
  const held = namespace.interfaces
    .filter((entry) => entry.name !== "lo" && !(side.subject.kind === "host" && isForContainers(entry)))
    .flatMap((entry) => addressCells(entry, side));
  const networks = held.map(({ entry }, at) => networkOf(entry, held[at - 1]?.entry, container));
  return {
    ...said,
    mode: texts(networks.some((network) => network !== "") ? networks : [mode]),
    addresses: held.length === 0 ? texts([l10n.t("loopback only")]) : held.map(({ cell }) => cell),
    gateways: held.map(({ entry }, at) =>
      entry === held[at - 1]?.entry ? { text: "" } : { text: gatewayOf(entry, namespace, container), side, entry },
    ),
    listens,
  };
}

/** Who stands for a namespace: the host, or the container that the others joined, wherever they stand in the table. */
function bringerOf(namespace: Namespace, sides: readonly Side[]): Side | undefined {
  const those = sides.filter((side) => side.namespace === namespace);
  const brought = those.find(({ subject, container, owner }) => subject.kind === "host" || owner?.id === container?.id);
  return brought ?? those[0];
}

/** The network that an interface is in, said beside the first of its addresses. */
function networkOf(entry: Interface, before: Interface | undefined, container: Container | undefined): string {
  return entry === before ? "" : (attachmentOf(entry, container)?.network ?? "");
}

function modeName({ mode }: Container, inventory: Inventory, l10n: Localizer): string {
  switch (mode.kind) {
    case "container":
      return `container:${targetName(inventory, mode.target)}`;
    case "network":
      return mode.name;
    case "unknown":
      return l10n.t("not known");
    default:
      return mode.kind;
  }
}

function addressCells(entry: Interface, side: Side): { readonly entry: Interface; readonly cell: Cell }[] {
  // Each interface gives itself a link-local address; nobody reaches a container by that.
  const own = entry.addresses.filter(({ scope, family }) => scope !== "link" || family === "inet");
  const text = ({ address, prefix }: Address): string => `${address}${prefix === undefined ? "" : `/${prefix}`}`;
  const name = entry.name === unknownInterface ? "" : `${entry.name} `;
  return own.map((address, at) => ({
    entry,
    cell: {
      text: at === 0 ? `${name}${text(address)}` : `${" ".repeat(name.length)}${text(address)}`,
      side,
      entry,
      address,
    },
  }));
}

/** Where packets leave by this interface that no other route matches; the network's gateway where no route is known. */
function gatewayOf({ name, ...entry }: Interface, { routes }: Namespace, container: Container | undefined): string {
  if (routes === undefined) return attachmentOf({ name, ...entry }, container)?.gateway ?? "";
  const out = routes.find(({ destination, device, gateway }) => {
    return destination === "default" && device === name && gateway !== undefined;
  });
  return out?.gateway ?? "";
}

/** What listens in a namespace, or in the host's in the name of this side. */
function listensOf(side: Side, namespace: Namespace, inventory: Inventory, l10n: Localizer): Cell[] {
  if (namespace.sockets === undefined) return [{ text: l10n.t("not known") }];
  const onHost = side.subject.kind === "host";
  const proxied = publisherOf(inventory);
  const isOwn = (socket: ListeningSocket): boolean => {
    if (socket.address === dockersResolver) return false;
    const containers = socket.owner?.containers ?? [];
    if (onHost) return proxied(socket) === undefined && !containers.some((id) => inventory.containers.has(id));
    return !side.usesHost || containers.includes(side.container?.id ?? "");
  };
  const byText = new Map<string, ListeningSocket>();
  for (const socket of namespace.sockets.filter(isOwn)) {
    const text = socketText(socket);
    if (!byText.has(text)) byText.set(text, socket);
  }
  const cells = [...byText].map(([text, socket]): Cell => ({ text, side, socket }));
  if (cells.length <= mostPorts) return cells;
  return [...cells.slice(0, mostPorts - 1), { text: l10n.t("and {0} more", cells.length - mostPorts + 1) }];
}

/** `80/tcp`, once for both families; with the address where it is one, and the program where that is known. */
function socketText({ protocol, address, port, owner }: ListeningSocket): string {
  const anywhere = address === "0.0.0.0" || address === "::";
  const where = anywhere ? "" : address.includes(":") ? `[${address}]:` : `${address}:`;
  return `${where}${port}/${protocol} ${owner?.program ?? ""}`.trimEnd();
}

function texts(found: readonly string[]): Cell[] {
  return found.map((text) => ({ text }));
}
