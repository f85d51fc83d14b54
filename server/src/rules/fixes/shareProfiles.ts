import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Pair } from "../../compose/syntax/node";
import { type Fix, fix } from "../../linter/fix";
import { insertBefore } from "./edits";

/** Gives a service that has no profiles those of another one, so that both are switched on together. */
export function shareProfiles(service: Service, target: Service, attribute: Pair | undefined): Fix[] {
  if (service.profiles?.length !== 0 || attribute === undefined) return [];
  const isSaid = attribute.parent?.pairs.some(({ key }) => key.text === "profiles") === true;
  if (isSaid) return [];
  const profiles = (target.profiles ?? []).map((profile) => JSON.stringify(profile)).join(", ");
  const change = insertBefore(attribute, "profiles", `[${profiles}]`);
  return fix(say`Give ${service.name} the profiles of ${target.name}`, change);
}
