import { isGuess } from "../../compose/project/reader";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { collectFromServices } from "../../compose/model/collectFromServices";
import { replaceNode } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { type Fix, fix, safe } from "../../linter/fix";
import { leaveNetwork } from "../fixes/leaveNetwork";
import { pairOf, writtenInPlace } from "../../linter/place";
import { refusal } from "../wording/profiles";
import { defineRule } from "../../linter/rule";

/** Docker's own networks that people write under `networks` where they mean a mode. */
const modes: readonly string[] = ["host", "none"];

const joiners = collectFromServices((service) =>
  service.networks?.value.some(({ value }) => modes.includes(value.network)) === true ? [service] : [],
);

/**
 * `networks: [host]` names a network of the file, not Docker's: `service "a" refers to undefined network host`
 * (docs/docker-behaviour.md#host-as-network). Declaring it does not help under `docker compose up`, see
 * predefined-network-joined.
 */
export const hostAsNetwork = defineRule({
  id: "host-as-network",
  severity: "error",
  title: "`host` and `none` are modes, not networks of a project",
  perProject: function* (project): Generator<Finding> {
    for (const service of joiners(project)) {
      for (const { value, at } of service.networks?.value ?? []) {
        const { network } = value;
        if (!modes.includes(network) || project.networks.has(network)) continue;
        const { refuses, ...quieter } = refusal(service);
        const certain = !isGuess(project.assembled) && project.whole;
        yield {
          at: at.key ?? at.node,
          service,
          message: `${refuses}: "service "${service.name}" refers to undefined network ${network}". Write \`network_mode: ${network}\` instead of \`networks\`.`,
          fixes: () => [...safe(asMode(service, network, service.networks?.at)), ...leaveNetwork(service, network, at)],
          ...(certain ? quieter : { severity: "warning" as const }),
        };
      }
    }
  },
});

/** Writes `network_mode: host` where the networks stood; only where there is no other network. */
export function asMode(service: Service, mode: string, at: Origin | undefined): Fix[] {
  const pair = at && pairOf(at);
  const alone = service.networks?.value.length === 1 && service.networkMode === undefined;
  if (pair === undefined || !alone || !writtenInPlace(at)) return [];
  const { chunk, start } = pair.key;
  const change = replaceNode({ ...pair.value, chunk, start }, `network_mode: ${mode}`);
  return fix(`Write \`network_mode: ${mode}\` instead of \`networks\``, change);
}
