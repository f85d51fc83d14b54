import type { Step } from "../walk";
import { bridge1, bridge2 } from "./containers";

/** Containers on the default bridge reach each other by their addresses. */
export const byAddress: Step = {
  id: "by-address",
  actions: [
    { id: "run-bridge1", kind: "run", container: bridge1 },
    { id: "run-bridge2", kind: "run", container: bridge2 },
    {
      id: "try-address",
      kind: "try",
      from: { container: "bridge2" },
      at: { addressOf: "bridge1" },
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t(
            "bridge1 answers bridge2 at its address, on port {0}. Both are on the default bridge, and nothing is published.",
            port,
          ),
        nothing: (l10n, port) =>
          l10n.t(
            "bridge1 does not answer bridge2 at its address, on port {0}. The engine may keep containers on the default bridge apart (icc=false).",
            port,
          ),
      },
    },
  ],
  completedBy: [
    { kind: "container", name: "bridge1", is: "running", network: "bridge", published: false },
    { kind: "container", name: "bridge2", is: "running", network: "bridge", published: false },
    { kind: "tried", action: "try-address", found: "answers" },
  ],
  undo: [
    { kind: "remove", container: "bridge1" },
    { kind: "remove", container: "bridge2" },
  ],
};
