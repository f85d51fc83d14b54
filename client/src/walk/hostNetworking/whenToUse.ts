import type { Step } from "../walk";
import { many1, many2 } from "./containers";

/** What host mode pays for. */
export const whenToUse: Step = {
  id: "when-to-use",
  actions: [
    { id: "many-ports", kind: "manyPorts", published: many1, host: many2 },
    { id: "measure", kind: "cost" },
    { id: "read", kind: "page", page: "docs/host-network/when-to-use.md" },
  ],
  completedBy: [
    { kind: "done", action: "many-ports" },
    { kind: "done", action: "measure" },
    { kind: "done", action: "read" },
  ],
  undo: [],
};
