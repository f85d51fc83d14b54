import type { Step } from "../walk";
import { app2 } from "./containers";

/** In host mode the program listens on the host itself. */
export const hostDriver: Step = {
  id: "host-driver",
  actions: [
    { id: "run", kind: "run", container: app2 },
    {
      id: "try-host",
      kind: "try",
      from: "host",
      about: "app2",
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t(
            "localhost:{0} answers on the host, and nothing is published: app2 listens in the network namespace of the host.",
            port,
          ),
        nothing: (l10n, port) =>
          l10n.t("localhost:{0} does not answer on the host. The image of app2 may listen on another port.", port),
      },
    },
  ],
  completedBy: [
    { kind: "container", name: "app2", is: "running", network: "host", published: false },
    { kind: "tried", action: "try-host", found: "answers" },
  ],
  undo: [{ kind: "remove", container: "app2" }],
};
