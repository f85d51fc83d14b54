import { say, type Text } from "../../../../shared/text";
import type { Network } from "../../compose/model/network";
import type { Service } from "../../compose/model/service";
import type { Completion, Offer, Wanted } from "./offer";
import { isIn, serviceNameAt } from "./offer";
import { inWords } from "./services";
import { namedHere, writesAt } from "./written";

/** `networks` of a service: those of the whole project on which it is not yet. */
export const attachments: Completion = {
  isFor: (spot) => isIn(spot, "networks"),
  offers: (wanted) => {
    const { project, service, spot, document, peers } = wanted;
    const name = serviceNameAt(spot) ?? "";
    const known = new Set(
      (service?.networks?.value ?? []).flatMap(({ value, at }) =>
        writesAt(wanted, at.key ?? at.node) || writesAt(wanted, at.node) ? [] : [value.network],
      ),
    );
    // Docker DX offers those of the same file, but none that is called as the service is.
    const here = peers.has("docker.docker") ? namedHere(document, "networks") : new Set<string>();
    const members = membersOf(wanted);
    return ["default", ...[...project.networks.keys()].filter((key) => key !== "default")].flatMap((key): Offer[] => {
      if (known.has(key) || (here.has(key) && key !== name)) return [];
      const others = (members.get(key) ?? []).filter((each) => each !== name);
      const network = project.networks.get(key);
      return [
        {
          label: key,
          kind: "network",
          detail: others.length === 0 ? say`no service is on it yet` : say`with ${inWords(others)}`,
          below: [],
          rank: key === "default" ? 1 : 0,
          causes: () => say`${consequences(name, key, others, network, known.size === 0)}${modeBeside(service)}`,
        },
      ];
    });
  },
};

/** The services on each network, by its key. */
function membersOf({ project, network }: Wanted): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const service of project.services.values()) {
    const { kind, owner } = network.namespaceOf(service);
    if (kind !== "networks" || owner !== service) continue;
    const keys = service.networks?.value.map(({ value }) => value.network) ?? [];
    for (const key of keys.length === 0 ? ["default"] : keys) {
      const known = members.get(key);
      if (known === undefined) members.set(key, [service.name]);
      else known.push(service.name);
    }
  }
  return members;
}

function consequences(
  name: string,
  key: string,
  others: readonly string[],
  network: Network | undefined,
  isFirst: boolean,
): string | Text {
  const finds =
    others.length === 0
      ? say`${name} is alone on it until another service joins it.`
      : say`${name} and ${inWords(others)} find each other by their names on it.`;
  const leaves =
    isFirst && key !== "default" ? say` ${name} leaves the default network unless that is named as well.` : "";
  const internal =
    network?.internal === true ? say` It is internal: it leads nowhere outside, and publishes no port.` : "";
  const external = network?.external === true ? say` It has to exist before the project starts.` : "";
  return say`${finds}${leaves}${internal}${external}`;
}

/** Compose refuses the two together (docs/docker-behaviour.md#mode-with-networks). */
function modeBeside(service: Service | undefined): string | Text {
  const says = service?.networkMode !== undefined;
  return says ? say` Remove \`network_mode\` then: Docker Compose refuses both together.` : "";
}
