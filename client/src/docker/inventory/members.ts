import { Memo } from "../../../../shared/memo";
import { isUp, type Attachment, type Container } from "./container";
import { containersByName, type Inventory } from "./inventory";
import type { Network } from "./network";

/** A running container in a network, with its place there. */
export interface Member {
  readonly container: Container;
  readonly attachment: Attachment;
}

/** By the containers, which are another map as soon as one of them changes. */
const known = new Memo<Inventory["containers"], ReadonlyMap<string, readonly Member[]>>();

/**
 * The running containers in a network, by name. The engine lets two networks have one name (moby api/swagger.yaml, NetworkCreate, CheckDuplicate), so that the ID
 * decides where the engine tells it. A network that a stopped container is configured for holds it no longer.
 */
export function membersOf(inventory: Inventory, network: Network): readonly Member[] {
  const members = known.of(inventory.containers, () => membersByNetwork(inventory));
  return [...(members.get(`id ${network.id}`) ?? []), ...(members.get(`name ${network.name}`) ?? [])];
}

function membersByNetwork(inventory: Inventory): ReadonlyMap<string, readonly Member[]> {
  const members = new Map<string, Member[]>();
  for (const container of containersByName(inventory)) {
    for (const attachment of isUp(container) ? container.attachments : []) {
      const { networkId, network } = attachment;
      const key = networkId === undefined ? `name ${network}` : `id ${networkId}`;
      const already = members.get(key);
      if (already === undefined) members.set(key, [{ container, attachment }]);
      else already.push({ container, attachment });
    }
  }
  return members;
}
