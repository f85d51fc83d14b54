import { trusted, type Command } from "../target/context";

/** Hides stopped containers, except those that failed and those that exited in host mode. */
export const hideStoppedCommand: Command = {
  id: "hostside.hideStopped",
  titleKey: "command.hideStopped",
  enablement: trusted,
  run: ({ viewOptions }) => viewOptions.showStopped(false),
};
