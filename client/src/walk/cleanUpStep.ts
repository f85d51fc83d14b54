import type { Step } from "./walk";

/** The last step of each walk: everything that it started goes, and nothing else. */
export const cleanUpStep: Step = {
  id: "clean-up",
  actions: [{ id: "clean-up", kind: "cleanUp" }],
  completedBy: [{ kind: "done", action: "clean-up" }, { kind: "nothingLeft" }],
  undo: [],
};
