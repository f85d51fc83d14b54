import { say } from "../../../../shared/text";
import type { Completion, Offer } from "./offer";
import { isIn, serviceNameAt } from "./offer";
import { writesAt } from "./written";

const gateway = "host.docker.internal";
const word = "host-gateway";

/** `extra_hosts`: the name by which a container reaches the host itself. */
export const extraHosts: Completion = {
  isFor: (spot) => {
    const { path, role, fresh } = spot;
    if (serviceNameAt(spot) === undefined || path[2] !== "extra_hosts") return false;
    return isIn(spot, "extra_hosts") || (path.length === 4 && role === "value" && !fresh);
  },
  offers: (wanted) => {
    const { service, network, spot } = wanted;
    if (service === undefined) return [];
    const { kind, owner } = network.namespaceOf(service);
    // In host mode localhost is the host, and what shares a network has the owner's names.
    if (owner !== service || (kind !== "networks" && kind !== "default-bridge" && kind !== "engine-network")) return [];
    const isValue = typeof spot.path[3] === "string";
    const isThere = service.extraHosts.some(({ key, at }) => key === gateway && !writesAt(wanted, at.key ?? at.node));
    if (isThere && !isValue) return [];
    return [offer(service.name, isValue, spot.role === "key")];
  },
};

function offer(name: string, isValue: boolean, isKey: boolean): Offer {
  return {
    label: isValue ? word : `${gateway}:${word}`,
    kind: "host",
    ...(isKey && { text: gateway, value: word }),
    detail: say`the host itself`,
    causes: () =>
      isValue
        ? say`${name} then reaches the host by this name, at the address of the bridge.`
        : say`${name} then reaches the host at ${gateway}, on Linux as on Docker Desktop. A program on the host has to listen on more than 127.0.0.1.`,
  };
}
