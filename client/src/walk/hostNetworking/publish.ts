import type { Step } from "../walk";
import { app1, app1Published } from "./containers";

/** A published port leads from the host into the container's network namespace. */
export const publish: Step = {
  id: "publish",
  actions: [
    { id: "run", kind: "run", container: app1Published },
    {
      id: "try-host",
      kind: "try",
      from: "host",
      about: "app1",
      port: "published",
      says: {
        answers: (l10n, port) =>
          l10n.t("localhost:{0} answers on the host: the engine passes it on to the port of app1.", port),
        nothing: (l10n, port) =>
          l10n.t("localhost:{0} does not answer on the host. Run app1 with the published port first.", port),
      },
    },
  ],
  completedBy: [
    { kind: "container", name: "app1", is: "running", network: "bridge", published: true },
    { kind: "tried", action: "try-host", found: "answers" },
  ],
  undo: [{ kind: "run", container: app1 }],
};
