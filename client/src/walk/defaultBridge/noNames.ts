import type { Step } from "../walk";

/** The default bridge resolves no names (docs/docker-behaviour.md#default-bridge). */
export const noNames: Step = {
  id: "no-names",
  actions: [
    {
      id: "try-name",
      kind: "try",
      from: { container: "bridge2" },
      at: { name: "bridge1" },
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t(
            "bridge1 answers bridge2 by its name, on port {0}. On the default bridge of Docker, names are not resolved; this engine or its name server is different.",
            port,
          ),
        nothing: (l10n) =>
          l10n.t(
            "bridge2 does not find hostside-bridge1 by its name: names are not resolved on the default bridge. A network of your own does that.",
          ),
      },
    },
    {
      id: "try-own",
      kind: "try",
      from: { container: "bridge2" },
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t(
            "localhost:{0} answers inside bridge2. It is bridge2 itself: localhost never leads to another container on a bridge.",
            port,
          ),
        nothing: (l10n, port) =>
          l10n.t("localhost:{0} does not answer inside bridge2. Its image may listen on another port.", port),
      },
    },
  ],
  completedBy: [
    { kind: "tried", action: "try-name", found: "nothing" },
    { kind: "tried", action: "try-own", found: "answers" },
  ],
  undo: [],
};
