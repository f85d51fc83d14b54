import type { Step } from "../walk";
import { share3 } from "./containers";

/** In one namespace a port can be had once (docs/docker-behaviour.md#one-port-in-a-shared-namespace). */
export const samePort: Step = {
  id: "same-port",
  actions: [
    { id: "run", kind: "run", container: share3 },
    { id: "why", kind: "why", container: "share3" },
  ],
  completedBy: [
    { kind: "container", name: "share3", is: "ended", network: { container: "share1" }, published: false },
    { kind: "done", action: "why" },
  ],
  undo: [{ kind: "remove", container: "share3" }],
};
