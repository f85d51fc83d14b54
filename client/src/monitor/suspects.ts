import type { Container } from "../docker/inventory/container";
import type { Inventory } from "../docker/inventory/inventory";
import { mayHaveFailed } from "../insight/crashLoop";
import { mayHaveLostNetwork } from "../insight/deadNamespace";
import { mayHaveLostPort } from "../insight/portLosers";

/** So many containers are probed without being opened: more of them are probed when they are opened. */
const most = 20;

/** Of these containers, those of which an inspection may tell that they failed, a few at most: the likeliest first. */
export function suspectsAmong(inventory: Inventory, containers: readonly Container[]): readonly Container[] {
  const likely = containers.filter(
    (container) =>
      container.state === "restarting" ||
      mayHaveLostPort(inventory, container) ||
      mayHaveLostNetwork(inventory, container),
  );
  const others = likely.length < most ? containers.filter(mayHaveFailed) : [];
  return [...new Set([...likely, ...others])].slice(0, most);
}
