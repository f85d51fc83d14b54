import type { Step } from "../walk";

/** `ip addr` of app1 differs from the host's, that of app2 is the same. */
export const compare: Step = {
  id: "compare",
  actions: [
    {
      id: "app1",
      kind: "command",
      command: "hostside.compareWithHost",
      container: "app1",
      docker: "ip addr; docker exec NAME ip addr",
    },
    {
      id: "app2",
      kind: "command",
      command: "hostside.compareWithHost",
      container: "app2",
      docker: "ip addr; docker exec NAME ip addr",
    },
  ],
  completedBy: [
    { kind: "done", action: "app1" },
    { kind: "done", action: "app2" },
  ],
  undo: [],
};
