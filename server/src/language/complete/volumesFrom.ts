import { say } from "../../../../shared/text";
import type { Completion, Offer } from "./offer";
import { isIn, serviceNameAt } from "./offer";
import { servicesThatNeed } from "./services";
import { writesAt } from "./written";

/** `volumes_from`: services whose volumes can be taken over. */
export const volumesFrom: Completion = {
  isFor: (spot) => isIn(spot, "volumes_from") && spot.role === "value",
  offers: (wanted) => {
    const { project, service, spot } = wanted;
    const name = serviceNameAt(spot) ?? "";
    const needing = servicesThatNeed(name, project);
    const known = new Set(
      (service?.references ?? []).flatMap(({ value, at }) =>
        value.attribute === "volumes_from" && !writesAt(wanted, at.node) ? [value.service] : [],
      ),
    );
    return [...project.services.values()].flatMap((other): Offer[] => {
      if (other.name === name || other.provided || known.has(other.name) || needing.has(other.name)) return [];
      return [
        {
          label: other.name,
          kind: "service",
          detail: say`the volumes of ${other.name}`,
          causes: () =>
            say`${name} mounts all volumes of ${other.name} at the same paths. Docker Compose starts ${other.name} first.`,
        },
      ];
    });
  },
};
