import type { Command } from "../target/context";
import { moveService } from "./moveService";

/**
 * Takes the service under the cursor out of host mode and publishes the ports that its running container listens on, or
 * that the files name where none runs. Services call each other by name again. The changes can be looked at before they are made.
 */
export const moveToOwnNetworkCommand: Command = {
  id: "hostside.moveToOwnNetwork",
  titleKey: "command.moveToOwnNetwork",
  run: (context, target, signal) => moveService(context, target, "own", signal),
};
