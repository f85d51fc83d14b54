import type { Step } from "../walk";
import { shop3 } from "./containers";

/** Who is not on the network does not find its names (docs/docker-behaviour.md#names-networks). */
export const notOnIt: Step = {
  id: "not-on-it",
  actions: [
    { id: "run", kind: "run", container: shop3 },
    {
      id: "try-name",
      kind: "try",
      from: { container: "shop3" },
      at: { name: "shop1" },
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t(
            "shop1 answers shop3 by its name, on port {0}, although they have no network in common. A name server outside of Docker resolves that name.",
            port,
          ),
        nothing: (l10n) =>
          l10n.t(
            "shop3 does not find hostside-shop1 by its name: they have no network in common. Put shop3 on the network too, and it does.",
          ),
      },
    },
  ],
  completedBy: [
    { kind: "container", name: "shop3", is: "running", network: "bridge", published: false },
    { kind: "tried", action: "try-name", found: "nothing" },
  ],
  undo: [{ kind: "remove", container: "shop3" }],
};
