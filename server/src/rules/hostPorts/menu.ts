import { Memo } from "../../../../shared/memo";
import type { Collision } from "../../network/ports/collisions";
import { type Commands, startedByName, startedTogether } from "./startedByName";

/** From so many services on one port on, a file is a menu of which one is started (docs/docker-behaviour.md#menus). */
export const menuSize = 3;

/** With so many separate pairs of services that collide, nobody ever started all of them: they are there to choose from. */
const pairsOfCatalogue = 5;

/**
 * Whether only one of two services is meant to run at a time: one judgement for published ports and for ports that a
 * service in host mode listens on. What a comment starts together collides all the same.
 */
export function isMenu(collision: Collision, commands: Commands, all: readonly Collision[]): boolean {
  if (startedTogether(collision, commands)) return false;
  if (collision.services >= menuSize || sameContainer(collision) || startedByName(collision, commands)) return true;
  return commands.leaveChoice || isCatalogue(all);
}

const catalogues = new Memo<readonly Collision[], boolean>();

/** Whether the services of a project collide in so many places that they cannot be meant to run together. */
function isCatalogue(all: readonly Collision[]): boolean {
  return catalogues.of(all, () => {
    const counted = new Set<string>();
    for (const { first, second } of all) {
      if (counted.has(first.service.name) || counted.has(second.service.name)) continue;
      counted.add(first.service.name).add(second.service.name);
      if (counted.size === 2 * pairsOfCatalogue) return true;
    }
    return false;
  });
}

/** Whether a pair says nothing that was not said: each entry of a menu is told of the first one. */
export function repeatsMenu(collision: Collision, commands: Commands): boolean {
  const { first, second, leader, services } = collision;
  if (services < menuSize || first === leader || startedTogether(collision, commands)) return false;
  return first.ports.first === second.ports.first && first.ports.last === second.ports.last;
}

/** Services with one container name are never there together. */
function sameContainer({ first, second }: Collision): boolean {
  const name = first.service.containerName?.value;
  return name !== undefined && name === second.service.containerName?.value;
}
