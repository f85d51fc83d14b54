import type { Step } from "../walk";
import { app4 } from "./containers";

/** What host mode gives up, and where it works. */
export const limits: Step = {
  id: "limits",
  actions: [
    {
      id: "sockets",
      kind: "command",
      command: "hostside.compareListeningSockets",
      container: "app2",
      docker: "ss -ltu; docker exec NAME cat /proc/net/tcp",
    },
    { id: "run-app4", kind: "run", container: app4 },
    {
      id: "app4",
      kind: "command",
      command: "hostside.compareWithHost",
      container: "app4",
      docker: "ip addr; docker exec NAME ip addr",
    },
    { id: "engine", kind: "engine" },
    { id: "read", kind: "page", page: "docs/host-network/what-it-gives-up.md" },
    { id: "where", kind: "page", page: "docs/host-network/where-it-works.md" },
  ],
  completedBy: [
    { kind: "done", action: "sockets" },
    { kind: "done", action: "app4" },
    { kind: "done", action: "engine" },
    { kind: "done", action: "read" },
  ],
  undo: [{ kind: "remove", container: "app4" }],
};
