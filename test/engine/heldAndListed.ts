// What we hold of an engine, in the form of listed.mjs, to be compared.
import type { Inventory } from "../../client/src/docker/inventory/inventory";
import { membersOf } from "../../client/src/docker/inventory/members";

/** The containers, as `containersOfEngine` has them. */
export function containersHeld(inventory: Inventory): unknown[] {
  return [...inventory.containers.values()].map(({ id, name, state, published, attachments }) => ({
    ...{ id, name, state },
    ports: published.map(({ hostPort, containerPort, protocol }) => `${hostPort}->${containerPort}/${protocol}`).sort(),
    networks: attachments.map(({ network, address = "" }) => `${network} ${address}`).sort(),
  }));
}

/** The networks, as `networksOfEngine` has them. */
export function networksHeld(inventory: Inventory): unknown[] {
  return [...inventory.networks.values()].map((network) => ({
    ...{ id: network.id, name: network.name, driver: network.driver, scope: network.scope },
    subnets: network.subnets.map(({ subnet }) => subnet),
    members: membersOf(inventory, network)
      .map(
        ({ container, attachment: { address, prefix } }) =>
          `${container.id} ${address === undefined ? "" : `${address}/${prefix ?? 0}`}`,
      )
      .sort(),
  }));
}
