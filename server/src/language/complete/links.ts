import { say } from "../../../../shared/text";
import type { Completion, Offer } from "./offer";
import { isIn, serviceNameAt } from "./offer";
import { servicesThatNeed } from "./services";
import { sharesNetwork } from "../../network/dns/reachable";
import { writesAt } from "./written";

/** `links`: services that this one has a network in common with, and does not link to yet. */
export const links: Completion = {
  isFor: (spot) => isIn(spot, "links") && spot.role === "value",
  offers: (wanted) => {
    const { project, network, service, spot } = wanted;
    const name = serviceNameAt(spot) ?? "";
    if (service === undefined) return [];
    const needing = servicesThatNeed(name, project);
    const known = new Set(
      service.links.flatMap(({ value, at }) => (writesAt(wanted, at.node) ? [] : (value.split(":", 1)[0] ?? []))),
    );
    return [...project.services.values()].flatMap((other): Offer[] => {
      if (other.name === name || known.has(other.name) || needing.has(other.name)) return [];
      if (!sharesNetwork(service, other, network)) return [];
      return [
        {
          label: other.name,
          kind: "service",
          detail: say`another name for ${other.name}`,
          causes: () =>
            say`${name} finds ${other.name} by its own name on their network without a link. \`${other.name}:NAME\` gives it another name for ${name} alone. Docker Compose starts ${other.name} first.`,
        },
      ];
    });
  },
};
