import type { Command } from "../target/context";

/** Opens Hostside's log in the Output panel. */
export const showLogCommand: Command = {
  id: "hostside.showLog",
  titleKey: "command.showLog",
  run: ({ logChannel }) => {
    logChannel.show();
    return Promise.resolve();
  },
};
