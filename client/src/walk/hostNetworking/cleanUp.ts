import type { Step } from "../walk";

/** Everything that the walk started goes, and nothing else. */
export const cleanUp: Step = {
  id: "clean-up",
  actions: [{ id: "clean-up", kind: "cleanUp" }],
  completedBy: [{ kind: "done", action: "clean-up" }, { kind: "nothingLeft" }],
  undo: [],
};
