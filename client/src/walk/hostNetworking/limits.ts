import type { Step } from "../walk";

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
    { id: "read", kind: "page", page: "docs/host-network/what-it-gives-up.md" },
    { id: "where", kind: "page", page: "docs/host-network/where-it-works.md" },
  ],
  completedBy: [
    { kind: "done", action: "sockets" },
    { kind: "done", action: "read" },
  ],
  undo: [],
};
