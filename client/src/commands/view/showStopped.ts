import { trusted, type Command } from "../target/context";

/** Shows stopped containers too, in every network mode. */
export const showStoppedCommand: Command = {
  id: "hostside.showStopped",
  titleKey: "command.showStopped",
  enablement: trusted,
  run: ({ viewOptions }) => viewOptions.showStopped(true),
};
