import type { Command } from "../target/context";
import { moveService } from "./moveService";

/**
 * Moves the service under the cursor to the host's network: `ports` and `networks` go, it and the services that it calls find
 * each other by `localhost`, those that call it by `host.docker.internal`. The changes can be looked at before they are made.
 */
export const moveToHostNetworkCommand: Command = {
  id: "hostside.moveToHostNetwork",
  titleKey: "command.moveToHostNetwork",
  run: (context, target, signal) => moveService(context, target, "host", signal),
};
