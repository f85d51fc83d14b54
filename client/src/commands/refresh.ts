import { EngineError } from "../docker/fault";
import { trusted, type Command } from "./context";

/** Lists everything anew, or tries to connect again at once. */
export const refreshCommand: Command = {
  id: "hostside.refresh",
  titleKey: "command.refresh",
  enablement: trusted,
  run: async ({ live }, _target, signal) => {
    await live.refresh(signal);
    if (live.status.kind === "fault") throw new EngineError(live.status.fault);
  },
};
