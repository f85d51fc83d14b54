import { isUp } from "../../docker/inventory/container";
import type { Group, Grouped } from "../../insight/grouping";
import { containerRow, type RowSource } from "./containerRows";
import { rowId, type Row } from "./row";
import { swarmRow } from "./swarmRows";
import type { ContainerProbes } from "./containerProbes";

/** More containers than so many start folded away, since nobody reads that many lines. */
const manyContainers = 200;

/** The lines below an engine: groups, then containers that are in none, then the swarm. */
export function topRows(source: RowSource, { groups, loose }: Grouped, filter: string, looks: ContainerProbes): Row[] {
  const fold = source.inventory.containers.size > manyContainers ? "closed" : "open";
  return [
    ...groups.map((group) => groupRow(source, group, fold)),
    ...loose.map((container) => containerRow(source, container, looks.known(container))),
    ...swarmRow(source, filter),
  ];
}

/** The containers of a group, as they are now. */
export function groupMembers(source: RowSource, { groups }: Grouped, looks: ContainerProbes, key: string): Row[] {
  const group = groups.find((each) => each.key === key);
  if (group === undefined) return [];
  // A container may be in several networks; its lines then need IDs of their own.
  const place = group.grouping === "network" ? ["in", key] : [];
  return group.containers.map((container) => containerRow(source, container, looks.known(container), place));
}

function groupRow(
  { engine, l10n }: RowSource,
  { grouping, key, label, containers }: Group,
  fold: "open" | "closed",
): Row {
  const running = containers.filter(isUp).length;
  const count = containers.length === 1 ? l10n.t("1 container") : l10n.t("{0} containers", containers.length);
  const description = running === containers.length ? count : l10n.t("{0}, {1} running", count, running);
  return {
    kind: "group",
    id: rowId(engine, "group", grouping, key),
    engine,
    key,
    label,
    description,
    icon: { project: "folder-library", mode: "symbol-interface", network: "type-hierarchy" }[grouping],
    contextValue: `group.${grouping}`,
    spoken: l10n.t("{0}, {1}", label, description),
    fold,
  };
}
