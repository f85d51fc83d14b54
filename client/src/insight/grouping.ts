import type { Container } from "../docker/inventory/container";
import { byName, containersByName, namespaceOwner, type Inventory } from "../docker/inventory/inventory";
import type { Localizer } from "../platform/localizer";
import { addressesOf, isShown, modeText, publishedTexts } from "./summary";

/** By what the containers are grouped. */
export const groupings = ["project", "mode", "network", "flat"] as const;
export type Grouping = (typeof groupings)[number];

/** What the user wants to see of the containers. */
export interface ViewFilter {
  readonly grouping: Grouping;
  /** Words of which each has to be in what is known of a container; empty: all containers. */
  readonly filter: string;
  /** True where stopped containers are shown, whatever their mode. */
  readonly stopped: boolean;
}

/** Containers that belong together. */
export interface Group {
  readonly grouping: Exclude<Grouping, "flat">;
  readonly key: string;
  readonly label: string;
  readonly containers: readonly Container[];
}

/** The containers that the wish leaves, by name. */
function matchingContainers(inventory: Inventory, wish: ViewFilter, l10n: Localizer): Container[] {
  const words = wish.filter
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");
  return containersByName(inventory).filter((container) => {
    if (!matchesFilter(container, wish)) return false;
    if (words.length === 0) return true;
    const text = searchText(inventory, container, l10n);
    return words.every((word) => text.includes(word));
  });
}

/** Whether a container's state lets it be shown; the filter aside. */
export function matchesFilter(container: Container, wish: ViewFilter): boolean {
  return wish.stopped || isShown(container);
}

/** The containers that are shown: groups by name, and those that are in none. */
export interface Grouped {
  readonly groups: readonly Group[];
  readonly loose: readonly Container[];
}

/** Groups what the wish leaves. */
export function grouped(inventory: Inventory, wish: ViewFilter, l10n: Localizer): Grouped {
  const containers = matchingContainers(inventory, wish, l10n);
  const { grouping } = wish;
  if (grouping === "flat") return { groups: [], loose: containers };
  const groups = new Map<string, Container[]>();
  const loose: Container[] = [];
  for (const container of containers) {
    const keys = groupKeys(inventory, container, grouping);
    if (keys.length === 0) loose.push(container);
    for (const key of keys) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [container]);
      else group.push(container);
    }
  }
  return {
    groups: [...groups]
      .map(([key, members]) => ({ grouping, key, label: groupLabel(grouping, key, l10n), containers: members }))
      .sort((a, b) => byName({ name: a.label, id: a.key }, { name: b.label, id: b.key })),
    loose,
  };
}

/** Where a container stands; a container that is in several networks stands in each of them. */
export function groupKeys(inventory: Inventory, container: Container, grouping: Grouping): string[] {
  switch (grouping) {
    case "project":
      return container.composeProject === undefined ? [] : [container.composeProject];
    case "mode":
      return [container.mode.kind];
    case "network": {
      const owner = namespaceOwner(inventory, container);
      if (owner.mode.kind !== "network") return [owner.mode.kind === "container" ? "container" : owner.mode.kind];
      const names = owner.attachments.map(({ network }) => network);
      return names.length === 0 ? [owner.mode.name] : names;
    }
    case "flat":
      return [];
  }
}

function groupLabel(grouping: Exclude<Grouping, "flat">, key: string, l10n: Localizer): string {
  if (grouping !== "mode" && !(grouping === "network" && key === "unknown")) return key;
  switch (key) {
    case "network":
      return l10n.t("own namespace");
    case "container":
      return l10n.t("another container's namespace");
    case "unknown":
      return l10n.t("network mode not known");
    default:
      return key;
  }
}

function searchText(inventory: Inventory, container: Container, l10n: Localizer): string {
  return [
    container.name,
    container.image,
    container.state,
    container.composeProject ?? "",
    container.composeService ?? "",
    container.swarmService ?? "",
    container.id.slice(0, 12),
    modeText(inventory, container, l10n),
    ...addressesOf(container).flatMap(({ network, address }) => [network, address]),
    ...publishedTexts(container.published),
  ]
    .join(" ")
    .toLowerCase();
}
