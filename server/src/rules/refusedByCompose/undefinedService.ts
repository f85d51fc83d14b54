import { say } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Node } from "../../compose/syntax/node";
import type { UndefinedService } from "../../compose/validate/refusal";
import { undefinedServices } from "../../compose/validate/undefined";
import { closest } from "../fixes/closest";
import { replaceScalar } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { type Fix, fix } from "../../linter/fix";
import { writtenInPlace } from "../../linter/place";
import { isCompleteBut } from "./completeByItself";
import { refusesTheProject } from "../wording/refusesTheProject";
import { defineRule } from "../../linter/rule";
import { takeItem } from "../fixes/takeAway";
import { switchedOff } from "./switchedOff";
import { isTemplate } from "../wording/template";

/**
 * A service that `links` or `depends_on` names and no file has, or that its profile switches off: `service "a" depends on
 * undefined service "b"` (compose-go loader/validate.go). As with networks, another file may have it: a hint unless the
 * project is known to be complete.
 */
export const undefinedService = defineRule({
  id: "undefined-service",
  severity: "error",
  title: say`A service refers to a service that does not exist`,
  perProject: function* (project): Generator<Finding> {
    let certain: boolean | undefined;
    for (const refusal of undefinedServices(project)) {
      const { service, reference, target, words, at } = refusal;
      // service-mode-undefined speaks of the network mode.
      if (reference.value.attribute === "network_mode" || isTemplate(reference.value.service)) continue;
      const place = nameIn(refusal);
      if (target !== undefined) {
        const finding = switchedOff(refusal, project);
        if (finding !== undefined) yield { at: place, ...finding };
        continue;
      }
      certain ??= isCompleteBut("service", project);
      const { refuses, ...quieter } = refusesTheProject(refusal, project.profiles);
      yield {
        at: place,
        service,
        message: say`${certain ? "" : say`Unless another file has the service, `}${refuses}: "${words}". Name an existing service, or remove it.`,
        fixes: () => [...nameAnother(refusal, project), ...takeItem(say`Remove ${reference.value.service}`, at)],
        ...(certain ? quieter : { severity: "hint" as const }),
      };
    }
  },
});

/** Where the other service is named: an entry of `depends_on` by its key, an item or a text as a whole. */
function nameIn({ reference: { value, at } }: UndefinedService): Node {
  return at.key?.text === value.service ? at.key : at.node;
}

function nameAnother(refusal: UndefinedService, project: Project): Fix[] {
  const {
    service,
    reference: { value, at },
  } = refusal;
  const place = nameIn(refusal);
  if (!writtenInPlace(at) || place.kind !== "scalar" || place.text !== value.service) return [];
  // Compose refuses a list that names one service twice.
  const taken = service.references.filter((other) => other.value.attribute === value.attribute);
  const names = new Set([service.name, ...taken.map((other) => other.value.service)]);
  return closest(value.service, project.services.keys(), 2).flatMap((name) =>
    names.has(name) ? [] : fix(say`Name the service ${name}`, replaceScalar(place, name)),
  );
}
