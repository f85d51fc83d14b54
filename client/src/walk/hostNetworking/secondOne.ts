import type { Step } from "../walk";
import { app3 } from "./containers";

/** Two programs in host mode cannot have one port: the second one ends. */
export const secondOne: Step = {
  id: "second-one",
  actions: [
    { id: "run", kind: "run", container: app3 },
    { id: "why", kind: "why", container: "app3" },
    { id: "list", kind: "command", command: "hostside.revealContainer", container: "app3", docker: "docker ps -a" },
    { id: "log", kind: "command", command: "hostside.showLogs", container: "app3", docker: "docker logs NAME" },
  ],
  completedBy: [
    { kind: "container", name: "app3", is: "ended", network: "host", published: false },
    { kind: "done", action: "why" },
  ],
  undo: [{ kind: "remove", container: "app3" }],
};
