import { say } from "../../../../shared/text";
import { collectFromServices } from "../../compose/model/collectFromServices";
import { isHostMode } from "../../network/namespaces/namespace";
import { replaceScalar } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { fix } from "../../linter/fix";
import { isProjectForSwarm } from "../wording/forSwarm";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { modePlace, writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * Compose starts every replica, and all of them bind the same ports of the same host: the second app gets EADDRINUSE
 * (docs/docker-behaviour.md#host-mode-replicas, engines 20.10 and 28.5). Where services are for Swarm, it places them on nodes
 * and ignores the mode.
 */
export const hostReplicas = defineRule({
  id: "host-replicas",
  severity: "warning",
  title: say`Replicas in host mode bind the same ports`,
  perProject: function* (project): Generator<Finding> {
    const found = sharing(project);
    if (found.length > 0 && !isProjectForSwarm(project)) yield* found;
  },
});

const sharing = collectFromServices((service): readonly Finding[] => {
  const { replicas } = service;
  if (!isHostMode(service) || replicas === undefined || replicas.value < 2) return [];
  return [
    {
      at: replicas.at.node,
      message: say`In host mode the ${replicas.value} containers of ${service.name} share the host's ports: if they listen on a port, all but the first fail with "address already in use". Run one container, or leave host mode.`,
      related: [{ at: modePlace(service), message: say`${service.name} runs in the host's network namespace` }],
      fixes: () => [
        ...fix(
          say`Run one container of ${service.name}`,
          writtenInPlace(replicas.at) ? replaceScalar(replicas.at.node, "1") : undefined,
        ),
        ...leaveHostMode(service),
      ],
      service,
    },
  ];
});
