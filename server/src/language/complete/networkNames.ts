import { say } from "../../../../shared/text";
import { networkLabel, networkVariable } from "../../network/dns/networkNames";
import { nameOnEngine } from "../../network/namespaces/nameOnEngine";
import type { Completion, Offer, Wanted } from "./offer";
import { serviceNameAt } from "./offer";
import type { Spot } from "./spot";
import { inWords } from "./services";

/** Labels and variables in which a proxy is told the name that a network has on the engine. */
export const networkNames: Completion = {
  isFor: (spot) => wordStart(spot) !== undefined,
  offers: (wanted) => {
    const { spot, project, service } = wanted;
    const from = wordStart(spot);
    if (from === undefined) return [];
    const own = service?.networks?.value.map(({ value }) => value.network) ?? ["default"];
    // A proxy reaches a service on a network of that one; a variable is the proxy's own.
    const keys = spot.path[2] === "labels" ? own : ["default", ...project.networks.keys()];
    const over = { start: spot.start + from, end: Math.max(spot.end, spot.offset) };
    return [...new Set(keys)].flatMap((key): Offer[] => {
      const name = nameOnEngine(key, project);
      if (name === undefined) return [];
      const members = membersOf(key, wanted);
      return [
        {
          label: name,
          kind: "network",
          over,
          detail: say`the network ${key}`,
          causes: () =>
            say`So the engine calls the network ${key} of this project. ${members.length === 0 ? say`No service is on it yet.` : say`On it: ${inWords(members)}.`}`,
        },
      ];
    });
  },
};

function membersOf(key: string, { project, network }: Wanted): string[] {
  return [...project.services.values()].flatMap((service) => {
    if (network.namespaceOf(service).kind !== "networks") return [];
    const keys = service.networks?.value.map(({ value }) => value.network) ?? ["default"];
    return keys.includes(key) ? [service.name] : [];
  });
}

/** Where in the typed word the name begins; undefined in any other value. */
function wordStart(spot: Spot): number | undefined {
  const { path, role, typed, fresh } = spot;
  const keys = path[2] === "labels" ? networkLabel : path[2] === "environment" ? networkVariable : undefined;
  if (serviceNameAt(spot) === undefined || keys === undefined || path.length !== 4 || role !== "value" || fresh)
    return undefined;
  if (typeof path[3] === "string") return keys.test(path[3]) ? 0 : undefined;
  const sign = typed.indexOf("=");
  return sign > 0 && keys.test(typed.slice(0, sign)) ? sign + 1 : undefined;
}
