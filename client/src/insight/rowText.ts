import { isUp, type Container } from "../docker/inventory/container";
import { findContainer, type Inventory } from "../docker/inventory/inventory";
import type { ListeningSocket } from "../netns/model";
import type { Localizer } from "../platform/localizer";
import type { Group } from "./grouping";
import { isLoopback } from "./problems";
import { nameWithoutTask } from "./shortName";
import { attachmentsInOrder, publishedTexts, shortened, stateText, targetName } from "./summary";

/** The group below which a row stands: what its line says need not be said again. */
export type Below = Pick<Group, "grouping" | "key"> | undefined;

/** What a row says beside its name, in the order in which it is read; empty where there is nothing to say. */
export interface RowText {
  readonly state: string;
  readonly ports: string;
  /** What listens in its own namespace and is not published. */
  readonly unpublished: string;
  /** Its mode, with its addresses, or with what it listens on where it has the host's. */
  readonly place: string;
  /** What it listens on where it has the host's namespace. */
  readonly listens: string;
}

/** The texts of a container's row; `listening` where it is known. */
export function rowText(
  inventory: Inventory,
  container: Container,
  below: Below,
  listening: readonly ListeningSocket[] | undefined,
  l10n: Localizer,
): RowText {
  const sockets = listening ?? [];
  const listens = container.mode.kind === "host" && isUp(container) ? listeningText(sockets, l10n) : "";
  return {
    state: stateText(container, l10n),
    ports: shortened(publishedTexts(container.published), l10n),
    unpublished: container.mode.kind === "network" ? unpublishedText(container, sockets, l10n) : "",
    place: placeText(inventory, container, below, listens, l10n),
    listens,
  };
}

/** One line about a container where no group is above it. */
export function summarize(inventory: Inventory, container: Container, l10n: Localizer): string {
  const { state, ports, place } = rowText(inventory, container, undefined, undefined, l10n);
  return [state, ports, place].filter((part) => part !== "").join("  ");
}

/** Below its project, a container has its service's name: `api` for `shop-api-1`, `api 2` for the second one. */
export function nameBelow(container: Container, below: Below): string {
  const { composeProject, composeService } = container;
  const name = nameWithoutTask(container);
  if (below?.grouping !== "project" || composeProject === undefined) return name;
  const rest = ["-", "_"].flatMap((mark) => partBehind(name, `${composeProject}${mark}`))[0];
  // A name that somebody chose is what everybody knows it by.
  if (rest === undefined) return name;
  const number = ["-", "_"].flatMap((mark) => partBehind(rest, `${composeService ?? ""}${mark}`))[0];
  if (composeService === undefined || number === undefined || !/^\d+$/u.test(number)) return rest;
  return number === "1" ? composeService : `${composeService} ${number}`;
}

function placeText(inventory: Inventory, container: Container, below: Below, listens: string, l10n: Localizer): string {
  const { mode } = container;
  // Groups by mode and by network have these words for their key.
  const isSaid = below !== undefined && below.grouping !== "project" && below.key === mode.kind;
  switch (mode.kind) {
    case "host":
      return [isSaid ? "" : "host", listens].join(" ").trim();
    case "none":
      return isSaid ? "" : "none";
    case "unknown":
      return isSaid ? "" : l10n.t("network mode not known");
    case "container": {
      const target = findContainer(inventory, mode.target);
      const isNear = target !== undefined && target.composeProject === container.composeProject;
      return l10n.t("shares {0}'s network", isNear ? nameBelow(target, below) : targetName(inventory, mode.target));
    }
    case "network": {
      const texts = attachmentsInOrder(container).map(({ network, address, address6 }) =>
        [networkBelow(network, below), address ?? address6 ?? ""].join(" ").trim(),
      );
      const named = texts.length === 0 ? [networkBelow(mode.name, below)] : texts;
      const said = named.filter((text) => text !== "");
      return shortened(said, l10n, ", ");
    }
  }
}

/** A network's name without the words of the group, and without `_default`, which Compose adds to every project's own. */
function networkBelow(network: string, below: Below): string {
  if (below?.grouping === "network" && below.key === network) return "";
  const own = below?.grouping === "project" ? partBehind(network, `${below.key}_`)[0] : undefined;
  if (own !== undefined) return own === "default" ? "" : own;
  return /[^_]_default$/u.test(network) ? network.slice(0, -"_default".length) : network;
}

/** `:80`, or with the address where it is one. */
function listeningText(listening: readonly ListeningSocket[], l10n: Localizer): string {
  const texts = tcp(listening).map(({ address, port }) => {
    const anywhere = address === "0.0.0.0" || address === "::";
    return anywhere ? `:${port}` : `${address.includes(":") ? `[${address}]` : address}:${port}`;
  });
  return shortened([...new Set(texts)], l10n);
}

function unpublishedText(container: Container, listening: readonly ListeningSocket[], l10n: Localizer): string {
  const published = new Set(tcpOnly(container.published).map(({ containerPort }) => containerPort));
  const open = tcp(listening).filter(({ address, port }) => !isLoopback(address) && !published.has(port));
  const ports = [...new Set(open.map(({ port }) => port))];
  if (ports.length === 0) return "";
  const text = shortened(ports.map(String), l10n, ", ");
  return ports.length === 1 ? l10n.t("{0} listens, not published", text) : l10n.t("{0} listen, not published", text);
}

/** A UDP socket may as well be a client's. */
function tcp(listening: readonly ListeningSocket[]): ListeningSocket[] {
  return tcpOnly(listening).sort((a, b) => a.port - b.port);
}

function tcpOnly<T extends { readonly protocol: string }>(all: readonly T[]): T[] {
  return all.filter(({ protocol }) => protocol === "tcp");
}

function partBehind(text: string, beginning: string): string[] {
  return text.length > beginning.length && text.startsWith(beginning) ? [text.slice(beginning.length)] : [];
}
