import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { networkOf } from "../../network/networkOf";
import { replaceNode } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { type Fix, fix, safe } from "../../linter/fix";
import { modeRepeated, namePlace, pairOf, writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * A mode names a network by its name on the engine, and Compose calls the network `n` of a project `project_n`: `network n not
 * found` (docs/docker-behaviour.md#compose-network-as-mode, Compose 2.40).
 */
export const composeNetworkAsMode = defineRule({
  id: "compose-network-as-mode",
  severity: "error",
  title: say`A network of the project is used as a network mode`,
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    for (const service of network.moded) {
      const mode = service.networkMode;
      if (mode?.value.kind !== "network") continue;
      const declared = project.networks.get(mode.value.network);
      const { network: key } = mode.value;
      if (declared === undefined || declared.external || declared.name !== undefined) continue;
      yield {
        at: mode.at.node,
        service,
        message: say`Compose creates the network ${key} under another name (PROJECT_${key}), so ${service.name} fails with "network ${key} not found". Write \`networks: [${key}]\` instead of \`network_mode\`.`,
        related: [
          { at: declared.at.key ?? namePlace(service), message: say`Compose creates this network` },
          ...modeRepeated(service),
        ],
        fixes: () => safe(asNetwork(service, key)),
      };
    }
  },
});

function asNetwork(service: Service, network: string): Fix[] {
  const at = service.networkMode?.at;
  const pair = at && pairOf(at);
  // Files that repeat the mode would keep it.
  if (service.networkMode?.repeats !== undefined) return [];
  if (pair === undefined || !writtenInPlace(at) || (service.networks?.value.length ?? 0) > 0) return [];
  const whole = { ...pair.value, start: pair.key.start };
  return fix(say`Write \`networks: [${network}]\``, replaceNode(whole, `networks: [${network}]`));
}
