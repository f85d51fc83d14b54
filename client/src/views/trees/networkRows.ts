import { byName } from "../../docker/inventory/inventory";
import { membersOf, type Member } from "../../docker/inventory/members";
import type { Network } from "../../docker/inventory/network";
import { matches } from "../../insight/filterWords";
import { attachmentText } from "../../insight/summary";
import { contextValueOf, type RowSource } from "./containerRows";
import { rowId, spokenText, type NetworkRow, type Row } from "./row";

/** Every network by name; with a filter those that have its words, or a container that has them. */
export function networkListRows(source: RowSource, filter = ""): NetworkRow[] {
  const networks = [...source.inventory.networks.values()].sort(byName);
  const rows = networks.map((network) => ({ network, row: networkRow(source, network) }));
  return rows.filter(({ network, row }) => isWanted(source, network, row, filter)).map(({ row }) => row);
}

function isWanted({ inventory }: RowSource, network: Network, row: NetworkRow, filter: string): boolean {
  if (filter === "") return true;
  const members = membersOf(inventory, network).map(({ container, attachment }) => {
    return [container.name, attachment.address ?? "", attachment.address6 ?? ""].join(" ");
  });
  return [row.description, ...members].some((text) => matches(filter, [row.label, text]));
}

function networkRow(source: RowSource, network: Network): NetworkRow {
  const { engine, l10n } = source;
  const members = membersOf(source.inventory, network);
  const count = members.length === 1 ? l10n.t("1 container") : l10n.t("{0} containers", members.length);
  const gateways = gatewaysOf(network, members);
  const description = [
    network.driver === network.name ? "" : network.driver,
    network.scope === "local" || network.scope === "" ? "" : network.scope,
    network.internal ? l10n.t("internal") : "",
    network.ingress ? l10n.t("ingress") : "",
    ...network.subnets.map(({ subnet }) => subnet),
    gateways.length === 0 ? "" : l10n.t("gateway {0}", gateways.join(", ")),
    count,
  ]
    .filter((part) => part !== "")
    .join("  ");
  return {
    kind: "network",
    id: rowId(engine, "network", network.id),
    engine,
    network: network.id,
    label: network.name,
    description,
    icon: network.driver === "host" ? "globe" : network.driver === "null" ? "circle-slash" : "type-hierarchy",
    contextValue: "dockerNetwork",
    spoken: spokenText(l10n.t("Network {0}, driver {1}", network.name, network.driver), description),
    fold: members.length === 0 ? "leaf" : "closed",
  };
}

/** Of the first default bridge that an engine makes, only the containers on it tell the gateway (engine 20.10). */
function gatewaysOf({ subnets }: Network, members: readonly Member[]): string[] {
  const told = subnets.flatMap(({ gateway }) => gateway ?? []);
  if (told.length > 0) return told;
  return [...new Set(members.flatMap(({ attachment }) => attachment.gateway ?? []))];
}

/** The containers in a network, each with its address there. */
export function networkMemberRows(source: RowSource, id: string): Row[] {
  const network = source.inventory.networks.get(id);
  if (network === undefined) return [];
  const { engine, l10n } = source;
  return membersOf(source.inventory, network).map(({ container, attachment }) => {
    const description = attachmentText(attachment, l10n);
    const address = attachment.address ?? attachment.address6;
    return {
      kind: "container",
      id: rowId(engine, "network", id, container.id),
      engine,
      container,
      label: container.name,
      description,
      icon: network.driver === "host" ? "globe" : "plug",
      contextValue: contextValueOf(container, engine),
      spoken: spokenText(l10n.t("Container {0}", container.name), description),
      fold: "leaf",
      address,
    };
  });
}
