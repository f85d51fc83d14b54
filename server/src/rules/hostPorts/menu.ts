import type { Collision } from "../../network/ports/collisions";
import { startedByName, startedTogether } from "./startedByName";

/** From so many services on one port on, a file is a menu of which one is started (docs/docker-behaviour.md#menus). */
export const menuSize = 3;

/** The commands of a project's comments, as `commandsInComments` has them. */
type Commands = readonly ReadonlySet<string>[];

/**
 * Whether only one of two services is meant to run at a time: one judgement for published ports and for ports that a
 * service in host mode listens on. What a comment starts together collides all the same.
 */
export function isMenu(collision: Collision, commands: Commands): boolean {
  if (startedTogether(collision, commands)) return false;
  return collision.services >= menuSize || sameContainer(collision) || startedByName(collision, commands);
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
