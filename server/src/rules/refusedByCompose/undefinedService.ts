import { collectFromServicesWith } from "../../compose/model/collectFromServices";
import { closest } from "../fixes/closest";
import { replaceScalar } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { fix } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";
import { refusal } from "../wording/profiles";
import { defineRule } from "../../linter/rule";
import { takeItem } from "../fixes/takeAway";

const missing = collectFromServicesWith(
  ({ services }) => [services.names],
  (service, { services }) =>
    service.references.flatMap((reference) =>
      services.has(reference.value.service) || !reference.value.required || reference.at === service.networkMode?.at
        ? []
        : [{ service, reference }],
    ),
);

/**
 * A service that `links` or `depends_on` names and no file has: `service "a" depends on undefined service "b"` (compose-go
 * loader/validate.go). As with networks, another file may have it: a hint unless the project is known to be complete.
 */
export const undefinedService = defineRule({
  id: "undefined-service",
  severity: "error",
  title: "A service names one that is not there",
  perProject: function* (project): Generator<Finding> {
    const certain = project.assembled === "stated" && project.whole;
    for (const { service, reference } of missing(project)) {
      const { value, at } = reference;
      const { refuses, ...quieter } = refusal(service);
      const place = at.key ?? at.node;
      yield {
        at: place,
        service,
        message: `${refuses}${certain ? "" : ", unless another file has the service"}: "service "${service.name}" depends on undefined service "${value.service}"". Name a service that is there, or leave it out.`,
        fixes: () => [
          ...closest(value.service, project.services.keys(), 2).flatMap((name) =>
            name !== service.name && writtenInPlace(at) && place.kind === "scalar" && place.text === value.service
              ? fix(`Name the service ${name}`, replaceScalar(place, name))
              : [],
          ),
          ...takeItem(`Leave ${value.service} out`, at),
        ],
        ...(certain ? quieter : { severity: "hint" as const }),
      };
    }
  },
});
