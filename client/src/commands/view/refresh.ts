import { EngineError } from "../../docker/fault";
import { trusted, type Command } from "../target/context";

/**
 * Lists the containers again, connects again at once where the engine does not answer, and reads open comparisons
 * again.
 */
export const refreshCommand: Command = {
  id: "hostside.refresh",
  titleKey: "command.refresh",
  enablement: trusted,
  run: async ({ live, engines, trees, documents }, _target, signal) => {
    await Promise.all(engines.sessions.map((session) => session.live.refresh(signal)));
    trees.containers.probeAgain();
    trees.hostPorts.readAgain();
    await documents.readAgain(signal);
    if (live.status.kind === "fault") throw new EngineError(live.status.fault);
  },
};
