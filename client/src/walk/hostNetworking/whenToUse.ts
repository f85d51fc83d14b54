import type { Step } from "../walk";

/** What host mode pays for. */
export const whenToUse: Step = {
  id: "when-to-use",
  actions: [{ id: "read", kind: "page", page: "docs/host-network/when-to-use.md" }],
  completedBy: [{ kind: "done", action: "read" }],
  undo: [],
};
