import type { Step } from "../walk";
import { shop1, shop2 } from "./containers";

/** Containers on one user-defined network find each other by name. */
export const byName: Step = {
  id: "by-name",
  actions: [
    { id: "run-shop1", kind: "run", container: shop1 },
    { id: "run-shop2", kind: "run", container: shop2 },
    {
      id: "try-name",
      kind: "try",
      from: { container: "shop2" },
      at: { name: "shop1" },
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t(
            "shop1 answers shop2 by its name, on port {0}. Docker resolves the names of containers on a network of your own.",
            port,
          ),
        nothing: (l10n, port) =>
          l10n.t("shop1 does not answer shop2 by its name, on port {0}. Run both in this step first.", port),
      },
    },
  ],
  completedBy: [
    { kind: "container", name: "shop1", is: "running", network: { network: "shop" }, published: false },
    { kind: "container", name: "shop2", is: "running", network: { network: "shop" }, published: false },
    { kind: "tried", action: "try-name", found: "answers" },
  ],
  undo: [
    { kind: "remove", container: "shop1" },
    { kind: "remove", container: "shop2" },
  ],
};
