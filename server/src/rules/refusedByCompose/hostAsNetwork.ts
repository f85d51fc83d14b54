import { say } from "../../../../shared/text";
import { isGuess } from "../../compose/project/request";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { isNamedAsMode } from "../../compose/model/networkMode";
import { undefinedNetworks } from "../../compose/validate/undefined";
import { replaceNode } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { type Fix, fix, safe } from "../../linter/fix";
import { leaveNetwork } from "../fixes/leaveNetwork";
import { pairOf, writtenInPlace } from "../../linter/place";
import { refusesTheProject } from "../wording/refusesTheProject";
import { defineRule } from "../../linter/rule";

/**
 * `networks: [host]` names a network of the file, not Docker's: `service "a" refers to undefined network host`
 * (docs/docker-behaviour.md#host-as-network). Declaring it does not help under `docker compose up`, see
 * predefined-network-joined.
 */
export const hostAsNetwork = defineRule({
  id: "host-as-network",
  severity: "error",
  title: say`\`host\` and \`none\` are modes, not networks of a project`,
  perProject: function* (project): Generator<Finding> {
    const certain = !isGuess(project.assembled) && project.whole;
    for (const refusal of undefinedNetworks(project)) {
      const { service, network, words, at } = refusal;
      if (!isNamedAsMode(network)) continue;
      const { refuses, ...quieter } = refusesTheProject(refusal, project.profiles);
      yield {
        at: at.key ?? at.node,
        service,
        message: say`${refuses}: "${words}". Write \`network_mode: ${network}\` instead of \`networks\`.`,
        fixes: () => [...safe(asMode(service, network, service.networks?.at)), ...leaveNetwork(service, network, at)],
        ...(certain ? quieter : { severity: "warning" as const }),
      };
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
  return fix(say`Write \`network_mode: ${mode}\` instead of \`networks\``, change);
}
