import type { Container } from "../../docker/inventory/container";
import type { Group, Grouped } from "../../insight/grouping";
import type { Localizer } from "../../platform/localizer";
import { containerRow, type RowSource } from "./containerRows";
import { rowId, spokenText, type Row } from "./row";
import { swarmRow } from "./swarmRows";
import type { ContainerProbes } from "../../monitor/containerProbes";

/** More containers than so many start folded away, since nobody reads that many lines. */
const manyContainers = 200;

/** The lines below an engine: groups, then containers that are in none, then the swarm. */
export function topRows(source: RowSource, grouping: Grouped, filter: string, probes: ContainerProbes): Row[] {
  const { first, groups, loose, hidden } = grouping;
  const fold = source.inventory.containers.size > manyContainers ? "closed" : "open";
  const rowsOf = (containers: readonly Container[]): Row[] =>
    containers.map((container) => containerRow(source, container, probes.known(container)));
  return [
    ...rowsOf(first),
    ...groups.map((group) => groupRow(source, group, fold)),
    ...rowsOf(loose),
    ...swarmRow(source, filter),
    ...(hidden === 0 ? [] : [stoppedRow(source, hidden)]),
  ];
}

/** The line that shows the stopped ones when it is chosen. */
function stoppedRow({ engine, l10n }: RowSource, hidden: number): Row {
  return {
    kind: "stopped",
    id: rowId(engine, "stopped"),
    engine,
    label: l10n.t("{0} stopped: show", hidden),
    description: "",
    icon: "circle-outline",
    colour: "disabledForeground",
    contextValue: "stopped",
    spoken: l10n.t("{0} stopped, not shown. Press Enter to show them.", hidden),
    fold: "leaf",
    command: "hostside.showStopped",
  };
}

/** The containers of a group, as they are now. */
export function groupMembers(source: RowSource, { groups }: Grouped, probes: ContainerProbes, key: string): Row[] {
  const group = groups.find((each) => each.key === key);
  if (group === undefined) return [];
  return group.containers.map((container) => containerRow(source, container, probes.known(container), group));
}

function groupRow(
  { engine, l10n }: RowSource,
  { grouping, key, label, containers, all, up, failed }: Group,
  fold: "open" | "closed",
): Row {
  const description = [
    failed === 0 ? "" : l10n.t("{0} failed", failed),
    all === 1 ? l10n.t("1 container") : l10n.t("{0} containers", all),
    up === all ? "" : l10n.t("{0} running", up),
  ]
    .filter((part) => part !== "")
    .join(", ");
  return {
    kind: "group",
    id: rowId(engine, "group", grouping, key),
    engine,
    key,
    label,
    description,
    // Another shape as well: the line that is selected has no colour of its own.
    ...(failed === 0
      ? { icon: { project: "folder-library", mode: "symbol-interface", network: "type-hierarchy" }[grouping] }
      : { icon: "error", colour: "charts.red" }),
    contextValue: `group.${grouping}.${containers.some(({ composeFiles }) => composeFiles !== undefined) ? "compose" : "plain"}`,
    spoken: spokenText(groupText(grouping, label, l10n), description),
    fold,
  };
}

/** What a group is called where neither its icon nor the lines below it are seen. */
function groupText(grouping: Group["grouping"], label: string, l10n: Localizer): string {
  return {
    project: l10n.t("Compose project {0}", label),
    mode: l10n.t("Network mode {0}", label),
    network: l10n.t("Network {0}", label),
  }[grouping];
}
