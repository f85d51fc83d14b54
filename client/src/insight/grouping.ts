import { isUp, type Container } from "../docker/inventory/container";
import { byName, containersByName, namespaceOwner, type Inventory } from "../docker/inventory/inventory";
import type { Localizer } from "../platform/localizer";
import { wordsOf } from "./filterWords";
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
  /** Those that are shown: the failed ones first. */
  readonly containers: readonly Container[];
  /** How many there are, shown or not, how many of them run, and how many failed. */
  readonly all: number;
  readonly up: number;
  readonly failed: number;
}

/** What a view knows of containers beyond the list. */
export interface Standing {
  /** It failed: it is shown first, whatever its state. */
  readonly failed: (container: Container) => boolean;
  /** It stays shown though it was stopped. */
  readonly kept: (container: Container) => boolean;
}

const nothingKnown: Standing = { failed: () => false, kept: () => false };

/** The containers that have the filter's words, by name. */
function matchingContainers(inventory: Inventory, options: ViewFilter, l10n: Localizer): readonly Container[] {
  const words = wordsOf(options.filter);
  if (words.length === 0) return containersByName(inventory);
  return containersByName(inventory).filter((container) => {
    const text = searchText(inventory, container, l10n);
    return words.every((word) => text.includes(word));
  });
}

/** Whether a container is shown, the filter's words aside. */
export function isVisible(container: Container, options: ViewFilter, { failed, kept }: Standing): boolean {
  return options.stopped || isShown(container) || failed(container) || kept(container);
}

/** The containers that are shown: groups by name, and those that are in none. */
export interface Grouped {
  /** Failed ones that are in no group. */
  readonly first: readonly Container[];
  readonly groups: readonly Group[];
  readonly loose: readonly Container[];
  /** How many have the filter's words and are not shown, since they are stopped. */
  readonly hidden: number;
}

/** Groups what the options leave; what failed comes first, containers and groups. */
export function grouped(
  inventory: Inventory,
  options: ViewFilter,
  l10n: Localizer,
  standing: Standing = nothingKnown,
): Grouped {
  const matching = matchingContainers(inventory, options, l10n);
  const visible = matching.filter((container) => isVisible(container, options, standing));
  const containers = failedFirst(visible, standing.failed);
  const hidden = matching.length - visible.length;
  const { grouping } = options;
  const apart = (groups: readonly Group[], loose: readonly Container[]): Grouped => {
    const first = loose.filter(standing.failed);
    return { first, groups, loose: loose.slice(first.length), hidden };
  };
  if (grouping === "flat") return apart([], containers);
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
  const counts = countsOf(inventory, grouping, standing);
  const found = [...groups]
    .map(([key, members]) => ({
      grouping,
      key,
      label: groupLabel(grouping, key, l10n),
      containers: members,
      ...(counts.get(key) ?? { all: members.length, up: 0, failed: 0 }),
    }))
    .sort((a, b) => hostFirst(a, b) || byName({ name: a.label, id: a.key }, { name: b.label, id: b.key }));
  return apart(
    failedFirst(found, ({ failed }) => failed > 0),
    loose,
  );
}

/** By mode, who shares the host's namespace comes first: that is what the view is about. */
function hostFirst(a: Pick<Group, "grouping" | "key">, b: Pick<Group, "key">): number {
  return a.grouping === "mode" ? Number(b.key === "host") - Number(a.key === "host") : 0;
}

/** Of every group, shown or not. */
function countsOf(inventory: Inventory, grouping: Grouping, { failed }: Standing) {
  const counts = new Map<string, { all: number; up: number; failed: number }>();
  for (const container of inventory.containers.values()) {
    for (const key of groupKeys(inventory, container, grouping)) {
      const count = counts.get(key) ?? { all: 0, up: 0, failed: 0 };
      counts.set(key, count);
      count.all += 1;
      if (isUp(container)) count.up += 1;
      if (failed(container)) count.failed += 1;
    }
  }
  return counts;
}

/** In the same order otherwise. */
function failedFirst<T>(all: readonly T[], failed: (one: T) => boolean): readonly T[] {
  const first = all.filter(failed);
  return first.length === 0 ? all : [...first, ...all.filter((one) => !failed(one))];
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
