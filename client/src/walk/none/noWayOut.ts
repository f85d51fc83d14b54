import type { Step } from "../walk";
import { none2 } from "./containers";

/** Nothing leads out of a namespace that has no interface but its loopback. */
export const noWayOut: Step = {
  id: "no-way-out",
  actions: [
    { id: "run", kind: "run", container: none2 },
    {
      id: "try-address",
      kind: "try",
      from: { container: "none1" },
      at: { addressOf: "none2" },
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t(
            "none2 answers none1 at its address, on port {0}: none1 has a network after all. Undo the first step and run none1 again.",
            port,
          ),
        nothing: (l10n, port) =>
          l10n.t(
            "none2 does not answer none1 at its address, on port {0}: none1 has no interface that leads there, and no route.",
            port,
          ),
      },
    },
  ],
  completedBy: [
    { kind: "container", name: "none2", is: "running", network: "bridge", published: false },
    { kind: "tried", action: "try-address", found: "nothing" },
  ],
  undo: [{ kind: "remove", container: "none2" }],
};
