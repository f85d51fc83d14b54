import { EngineError } from "../../docker/fault";
import { trusted, type Command } from "../target/context";

/** Lists everything anew, or tries to connect again at once, and looks again at what is open, comparisons too. */
export const refreshCommand: Command = {
  id: "hostside.refresh",
  titleKey: "command.refresh",
  enablement: trusted,
  run: async ({ live, engines, trees, documents }, _target, signal) => {
    await Promise.all(engines.sessions.map((session) => session.live.refresh(signal)));
    trees.containers.lookAgain();
    trees.hostPorts.lookAgain();
    await documents.readAgain(signal);
    if (live.status.kind === "fault") throw new EngineError(live.status.fault);
  },
};
