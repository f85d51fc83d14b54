import { say } from "../../../../shared/text";
import type { RelatedPlace } from "../../linter/finding";
import { namePlace } from "../../linter/place";
import type { Collision } from "../../network/ports/collisions";

/**
 * The other place of two claims on one port. Where both are written in one line, which a service takes over by `extends` or
 * an alias, that line is no other place: it is the service that takes it over.
 */
export function otherClaim({ first, second }: Collision, claims: "claims" | "publishes"): RelatedPlace {
  if (first.at.node !== second.at.node) {
    const { name } = first.service;
    return {
      at: first.at.node,
      message: claims === "publishes" ? say`${name} publishes it here` : say`${name} claims it here`,
    };
  }
  return { at: namePlace(second.service), message: say`${second.service.name} takes the same line over` };
}
