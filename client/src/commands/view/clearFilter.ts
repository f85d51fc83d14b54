import { trusted, type Command } from "../target/context";

/** Shows all containers, ports and networks again. */
export const clearFilterCommand: Command = {
  id: "hostside.clearFilter",
  titleKey: "command.clearFilter",
  enablement: trusted,
  run: ({ viewOptions }) => {
    viewOptions.filter("");
    return Promise.resolve();
  },
};
