import type { Step } from "../walk";

/** What the host driver is: two network namespaces, or one. */
export const whatItIs: Step = {
  id: "what-it-is",
  actions: [{ id: "read", kind: "page", page: "docs/host-network/what-it-is.md" }],
  completedBy: [],
  undo: [],
};
