import type { Step } from "../walk";
import { app1 } from "./containers";

/** A container on the default bridge has a network namespace of its own: `localhost` is another one there. */
export const ownNamespace: Step = {
  id: "own-namespace",
  actions: [
    { id: "run", kind: "run", container: app1 },
    {
      id: "try-host",
      kind: "try",
      from: "host",
      about: "app1",
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t("localhost:{0} answers on the host, but it is not app1: another program has this port.", port),
        nothing: (l10n, port) =>
          l10n.t(
            "localhost:{0} does not answer on the host. app1 listens on port {0} of its own network namespace, and nobody listens on that port of the host.",
            port,
          ),
      },
    },
    {
      id: "try-inside",
      kind: "try",
      from: { container: "app1" },
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t("localhost:{0} answers inside app1. There, localhost is the network namespace of app1.", port),
        nothing: (l10n, port) =>
          l10n.t("localhost:{0} does not answer inside app1. Its image may listen on another port.", port),
      },
    },
  ],
  completedBy: [
    { kind: "container", name: "app1", is: "running", network: "bridge", published: false },
    { kind: "tried", action: "try-host", found: "nothing" },
    { kind: "tried", action: "try-inside", found: "answers" },
  ],
  undo: [{ kind: "remove", container: "app1" }],
};
