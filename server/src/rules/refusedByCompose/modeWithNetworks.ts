import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { modeWithNetworks } from "../../compose/validate/inService";
import type { Finding } from "../../linter/finding";
import { isForSwarm } from "../wording/forSwarm";
import { attributeOrigin, inLastLayer, modeRepeated } from "../../linter/place";
import { refusesTheProject } from "../wording/refusesTheProject";
import { publishOutOfHostMode } from "../fixes/publishOutOfHostMode";
import { takeAway } from "../fixes/takeAway";

/** What is wrong with a service that has a mode and networks that are not empty, in the words of the rule that asks. */
export function* whereModeMeetsNetworks(
  service: Service,
  otherwise: string | Text,
  modeMeans: string | Text,
): Generator<Finding> {
  const refusal = modeWithNetworks(service);
  if (refusal === undefined) return;
  const { at: networks, mode, words } = refusal;
  const networksAt = service.networks?.value[0]?.at ?? networks;
  const below = inLastLayer(mode, service) && !inLastLayer(networksAt, service);
  const { refuses, ...quieter } = refusesTheProject(refusal);
  yield {
    at: below ? mode.node : (networks.key ?? networks.node),
    message: say`${refuses}: "${words}". ${below ? say`Write \`networks: !reset []\` here` : say`Remove \`networks\``}, or ${otherwise}.`,
    related: [
      below
        ? { at: networksAt.node, message: say`${service.name} joins a network here` }
        : { at: mode.node, message: say`${service.name} ${modeMeans}` },
      ...modeRepeated(service),
    ],
    fixes: () => [
      ...takeAway(service, "networks", below ? attributeOrigin(networksAt, "networks") : networks),
      ...publishOutOfHostMode(service),
    ],
    ...quieter,
    // Swarm drops the mode, and takes the file.
    ...(isForSwarm(service) ? { severity: "hint" as const } : {}),
  };
}
