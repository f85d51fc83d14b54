import type { Network } from "../../compose/model/network";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";

/**
 * The networks of a service where none of them publishes anything: Docker publishes through a bridge that leads outside
 * (docs/docker-behaviour.md#internal-network-ports and #lan-network-ports). None where one may, or is not known.
 */
export function networksWithoutPublish({ networks: joined }: Service, { networks }: Project): Network[] {
  const keys = joined?.value.map(({ value }) => value.network) ?? [];
  const all = (keys.length > 0 ? keys : ["default"]).map((key) => networks.get(key));
  const nothing = all
    .filter((network) => network !== undefined)
    .filter((network) => !network.external && (network.internal || isOnLan(network)));
  return nothing.length === all.length ? nothing : [];
}

/** Whether containers of a network have addresses of the LAN, on which they answer themselves. */
export function isOnLan({ driver }: Network): boolean {
  return driver?.value === "macvlan" || driver?.value === "ipvlan";
}
