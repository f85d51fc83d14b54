import { say } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { Finding } from "../../linter/finding";
import { isForSwarm, speaksToSwarm } from "../wording/forSwarm";
import { attributeKey, attributeOrigin } from "../../linter/place";
import { onHostNetwork } from "../refusedByEngine/predefinedNetworks";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/**
 * On an external network called host a service of Swarm is in host mode, and cannot be on the ingress network as well: its
 * tasks are rejected, `container cannot be disconnected from host network or connected to host network`. What is published
 * with `mode: host` is discarded (docs/docker-behaviour.md#stack-host-network; measured with engine 20.10). Engine 28
 * creates them, and each fails: `container must be created in host network mode`.
 */
export const stackHostNetworkWithPorts = defineRule({
  id: "stack-host-network-with-ports",
  severity: "warning",
  title: say`In Swarm, a service on the host's network cannot publish ports`,
  perProject: function* (project): Generator<Finding> {
    for (const { service } of onHostNetwork(project)) yield* publishing(service, project);
  },
});

function* publishing(service: Service, project: Project): Generator<Finding> {
  const [first] = service.ports?.value ?? [];
  const speaker = isForSwarm(service) ? service : [...project.services.values()].find(isForSwarm);
  if (first === undefined || speaker === undefined) return;
  const ingress = service.ports?.value.find(({ value }) => value.mode !== "host");
  const why =
    ingress === undefined
      ? say`Swarm discards the published ports of ${service.name}, which is on the host's network and listens there directly.`
      : say`Swarm cannot start ${service.name}, which is on the host's network and publishes ports through the ingress network: "container cannot be disconnected from host network or connected to host network" (since Docker 28 "container must be created in host network mode").`;
  yield {
    at: attributeKey((ingress ?? first).at, "ports"),
    service,
    message: say`${why} Remove \`ports\`.`,
    related: speaksToSwarm(speaker),
    fixes: () => takeAway(service, "ports", attributeOrigin((ingress ?? first).at, "ports")),
    ...(ingress === undefined ? { severity: "information" as const } : {}),
  };
}
