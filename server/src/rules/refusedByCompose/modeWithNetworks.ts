import type { Service } from "../../compose/model/service";
import type { Finding } from "../../linter/finding";
import { isForSwarm } from "../wording/forSwarm";
import { attributeOrigin, inLastLayer } from "../../linter/place";
import { refusal } from "../wording/profiles";
import { publishOutOfHostMode } from "../fixes/publishOutOfHostMode";
import { takeAway } from "../fixes/takeAway";

/** What is wrong with a service that has a mode and networks that are not empty, in the words of the rule that asks. */
export function* modeWithNetworks(service: Service, otherwise: string, modeMeans: string): Generator<Finding> {
  const { networkMode, networks } = service;
  if (networkMode === undefined || networks === undefined || networks.value.length === 0) return;
  const networksAt = networks.value[0]?.at ?? networks.at;
  const below = inLastLayer(networkMode.at, service) && !inLastLayer(networksAt, service);
  const { refuses, ...quieter } = refusal(service);
  const docker = `${refuses}: "service ${service.name} declares mutually exclusive \`network_mode\` and \`networks\`".`;
  yield {
    at: below ? networkMode.at.node : (networks.at.key ?? networks.at.node),
    message: `${docker} ${below ? "Write `networks: !reset []` here" : "Remove `networks`"}, or ${otherwise}.`,
    related: [
      below
        ? { at: networksAt.node, message: `${service.name} joins a network here` }
        : { at: networkMode.at.node, message: `${service.name} ${modeMeans}` },
    ],
    fixes: () => [
      ...takeAway(service, "networks", below ? attributeOrigin(networksAt, "networks") : networks.at),
      ...publishOutOfHostMode(service),
    ],
    ...quieter,
    // Swarm drops the mode, and takes the file.
    ...(isForSwarm(service) ? { severity: "hint" as const } : {}),
  };
}
