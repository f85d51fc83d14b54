import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { isPartial } from "../../network/namespaces/namespace";
import { networkOf } from "../../network/networkOf";
import { closest } from "../fixes/closest";
import { insertBefore, replaceScalar } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { type Fix, fix } from "../../linter/fix";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { namePlace, pairOf, writtenInPlace } from "../../linter/place";
import { isEnabled, refusal } from "../wording/profiles";
import { defineRule } from "../../linter/rule";

/**
 * `network_mode: service:x` needs x: Compose refuses the project where there is none, or where its profile is not enabled:
 * `service "a" depends on undefined service "x"` (compose-go loader/validate.go,
 * docs/docker-behaviour.md#service-mode-undefined). Where files may be missing, x may be in one of them: a hint.
 */
export const serviceModeUndefined = defineRule({
  id: "service-mode-undefined",
  severity: "error",
  title: "The service whose network is to be shared is not there",
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    for (const service of network.moded) {
      const mode = service.networkMode;
      if (mode?.value.kind !== "service") continue;
      const name = mode.value.service;
      const target = project.services.get(name);
      const { refuses, severity } = refusal(service);
      const says = `${refuses}: "service "${service.name}" depends on undefined service "${name}"".`;
      if (target === undefined) {
        const certain = name === "" || (project.assembled === "stated" && project.whole);
        yield {
          at: mode.at.node,
          service,
          message: `${says} ${name === "" ? "Name a service behind `service:`" : `There is no service ${name}${certain ? "" : " in the files that are known to belong together"}: name one that is there`}, or remove \`network_mode\`.`,
          fixes: () => [...nameAnother(service, name, project), ...leaveHostMode(service)],
          ...(certain ? severity && { severity } : { severity: "hint" as const }),
        };
      } else if (isSwitchedOff(service, target, project)) {
        yield {
          at: mode.at.node,
          service,
          message: `${says} ${name} is only there with ${profilesOf(target)}: give ${service.name} the same profile, or start Compose with it.`,
          related: [{ at: namePlace(target), message: `${name} has ${profilesOf(target)}` }],
          fixes: () => shareProfile(service, target),
          // The file that says what runs may say the profile too; and who starts an override may enable it.
          ...(isPartial(service, project) || ["completed", "beside"].includes(project.assembled)
            ? { severity: "hint" as const }
            : severity && { severity }),
        };
      }
    }
  },
});

/** Whether there is a way to enable the service that leaves its target out, and nothing that says the target is enabled. */
function isSwitchedOff(service: Service, target: Service, project: Project): boolean {
  if (isEnabled(target, project.profiles) || service.profiles === undefined) return false;
  if (service.profiles.length === 0) return true;
  return !service.profiles.some((profile) => profile === "" || target.profiles?.includes(profile));
}

function profilesOf({ profiles }: Service): string {
  return `the profile ${(profiles ?? []).join(" or ")}`;
}

function nameAnother(service: Service, wanted: string, project: Project): Fix[] {
  const at = service.networkMode?.at;
  if (at === undefined || !writtenInPlace(at)) return [];
  const others = [...project.services.keys()].filter((name) => name !== service.name);
  return closest(wanted, others, wanted === "" ? 99 : 3).flatMap((name) =>
    fix(`Share the network of ${name}`, replaceScalar(at.node, `service:${name}`)),
  );
}

function shareProfile(service: Service, target: Service): Fix[] {
  const at = service.networkMode?.at;
  const pair = at && pairOf(at);
  if (pair === undefined || !writtenInPlace(at) || service.profiles?.length !== 0) return [];
  const profiles = (target.profiles ?? []).map((profile) => JSON.stringify(profile)).join(", ");
  return fix(`Give ${service.name} the profiles of ${target.name}`, insertBefore(pair, "profiles", `[${profiles}]`));
}
