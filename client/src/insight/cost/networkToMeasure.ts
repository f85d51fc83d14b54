import type { Container } from "../../docker/inventory/container";
import { namespaceOwner, type Inventory } from "../../docker/inventory/inventory";
import type { Network } from "../../docker/inventory/network";

/**
 * The network on which ways to a container are measured: a bridge that it is on itself, else the default one. Undefined
 * where there is none that publishes ports: one that is internal does not.
 */
export function networkToMeasure(inventory: Inventory, container: Container | undefined): string | undefined {
  const all = [...inventory.networks.values()];
  const publishes = ({ driver, internal }: Network): boolean => driver === "bridge" && !internal;
  const own = container === undefined ? [] : namespaceOwner(inventory, container).attachments;
  const found =
    all.find((each) => publishes(each) && own.some(({ network }) => network === each.name)) ??
    all.find((each) => publishes(each) && each.name === "bridge");
  return found?.name;
}
