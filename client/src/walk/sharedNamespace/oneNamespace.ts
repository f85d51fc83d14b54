import type { Step } from "../walk";
import { share1, share2 } from "./containers";

/** Two containers in one network namespace share localhost. */
export const oneNamespace: Step = {
  id: "one-namespace",
  actions: [
    { id: "run-share1", kind: "run", container: share1 },
    { id: "run-share2", kind: "run", container: share2 },
    {
      id: "try-inside",
      kind: "try",
      from: { container: "share2" },
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t(
            "localhost:{0} answers inside share2, which listens on nothing: it is share1. Both use one network namespace.",
            port,
          ),
        nothing: (l10n, port) =>
          l10n.t("localhost:{0} does not answer inside share2. Run share1 first, then share2.", port),
      },
    },
  ],
  completedBy: [
    { kind: "container", name: "share1", is: "running", network: "bridge", published: false },
    { kind: "container", name: "share2", is: "running", network: { container: "share1" }, published: false },
    { kind: "tried", action: "try-inside", found: "answers" },
  ],
  undo: [
    { kind: "remove", container: "share1" },
    { kind: "remove", container: "share2" },
  ],
};
