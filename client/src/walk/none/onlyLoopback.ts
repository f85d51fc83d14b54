import type { Step } from "../walk";
import { none1 } from "./containers";

/** A container without a network still has its own loopback. */
export const onlyLoopback: Step = {
  id: "only-loopback",
  actions: [
    { id: "run", kind: "run", container: none1 },
    {
      id: "try-inside",
      kind: "try",
      from: { container: "none1" },
      port: "app",
      says: {
        answers: (l10n, port) =>
          l10n.t(
            "localhost:{0} answers inside none1: each network namespace has a loopback interface of its own.",
            port,
          ),
        nothing: (l10n, port) =>
          l10n.t("localhost:{0} does not answer inside none1. Its image may listen on another port.", port),
      },
    },
    {
      id: "addresses",
      kind: "command",
      command: "hostside.showIpAddr",
      container: "none1",
      docker: "docker exec NAME ip addr",
    },
  ],
  completedBy: [
    { kind: "container", name: "none1", is: "running", network: "none", published: false },
    { kind: "tried", action: "try-inside", found: "answers" },
    { kind: "done", action: "addresses" },
  ],
  undo: [{ kind: "remove", container: "none1" }],
};
