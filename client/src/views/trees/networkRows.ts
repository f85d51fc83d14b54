import { byName } from "../../docker/inventory/inventory";
import { membersOf, type Member } from "../../docker/inventory/members";
import type { Network } from "../../docker/inventory/network";
import { matches } from "../../insight/filterWords";
import { shortContainerName, shortName } from "../../insight/shortName";
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
  return [row.description, ...members].some((text) => matches(filter, [network.name, network.driver, text]));
}

function networkRow(source: RowSource, network: Network): NetworkRow {
  const { engine, l10n } = source;
  const members = membersOf(source.inventory, network);
  const count = members.length === 1 ? l10n.t("1 container") : l10n.t("{0} containers", members.length);
  const gateways = gatewaysOf(network, members);
  // Nearly all are bridges, and the two that the engine makes of other drivers are named after them.
  const driver = ["bridge", "null", network.name].includes(network.driver) ? "" : network.driver;
  const facts = [
    network.scope === "local" || network.scope === "" ? "" : network.scope,
    network.internal ? l10n.t("internal") : "",
    network.ingress ? l10n.t("ingress") : "",
    count,
    ...network.subnets.map(({ subnet }) => subnet),
    gateways.length === 0 ? "" : l10n.t("gateway {0}", gateways.join(", ")),
  ].filter((part) => part !== "");
  return {
    kind: "network",
    id: rowId(engine, "network", network.id),
    engine,
    network: network.id,
    label: shortName(network.name, network.composeProject),
    description: [driver, ...facts].filter((part) => part !== "").join("  "),
    icon: network.driver === "host" ? "globe" : network.driver === "null" ? "circle-slash" : "type-hierarchy",
    contextValue: "dockerNetwork",
    spoken: spokenText(l10n.t("Network {0}, driver {1}", network.name, network.driver), ...facts),
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
      label: shortContainerName(container),
      description,
      icon: network.driver === "host" ? "globe" : "plug",
      contextValue: contextValueOf(container, engine),
      spoken: spokenText(l10n.t("Container {0}", container.name), description),
      fold: "leaf",
      address,
    };
  });
}
