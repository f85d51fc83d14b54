import { say } from "../../../../shared/text";
import { formatRange } from "../../compose/model/port";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Service } from "../../compose/model/service";
import { publishClaims } from "../../network/ports/claims";
import { replaceScalar } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { fix } from "../../linter/fix";
import { isProjectForSwarm } from "../wording/forSwarm";
import { writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * Every replica asks for the same port of the host: `Bind for 0.0.0.0:8080 failed: port is already allocated`, unless Docker
 * picks from a range that is as wide as the replicas are many (docs/docker-behaviour.md#replicas-published-port).
 * Swarm's ingress publishes once for all, so that a project which has services for Swarm is left alone: a range or no host
 * port would break it.
 */
export const replicasPublishedPort = defineRule({
  id: "replicas-published-port",
  severity: "error",
  title: say`Replicas publish the same port of the host`,
  perProject: function* (project): Generator<Finding> {
    const found = clashes(project);
    if (found.length > 0 && !isProjectForSwarm(project)) yield* found;
  },
});

const clashes = collectFromServices((service): readonly Finding[] => {
  const { replicas } = service;
  const mode = service.networkMode?.value.kind;
  const publishes = mode === undefined || mode === "bridge" || mode === "default" || mode === "network";
  if (replicas === undefined || replicas.value < 2 || !publishes || service.networkModeUnknown) return [];
  if (saysHowSwarmPublishes(service)) return [];
  return publishClaims(service)
    .filter(({ ports, picks }) => !picks || ports.last - ports.first + 1 < replicas.value)
    .map(({ ports, at }) => ({
      at: at.node,
      message: say`Each of the ${replicas.value} containers of ${service.name} publishes port ${formatRange(ports)} of the host, and under \`docker compose up\` all but the first fail with "port is already allocated". Publish a range with a port for each of them (${ports.first}-${ports.first + replicas.value - 1}), or let Docker choose the host port.`,
      related: [{ at: replicas.at.node, message: say`${service.name} has ${replicas.value} containers` }],
      fixes: () =>
        fix(
          say`Run one container of ${service.name}`,
          writtenInPlace(replicas.at) ? replaceScalar(replicas.at.node, "1") : undefined,
        ),
      service,
    }));
});

/** `mode: host` beside replicas in `deploy` is written for Swarm, which runs one of them a node. */
function saysHowSwarmPublishes({ deploy, ports }: Service): boolean {
  return deploy.forSwarm === "possible" && (ports?.value.some(({ value }) => value.mode === "host") ?? false);
}
