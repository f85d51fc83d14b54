import { say, type Text } from "../../../../shared/text";
import { isEnabledWith, shareProfile } from "../../compose/model/profiles";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { isRefusedWith, type UndefinedService } from "../../compose/validate/refusal";
import type { Finding } from "../../linter/finding";
import { oneOf } from "../../linter/listed";
import { attributePair, namePlace, writtenInPlace } from "../../linter/place";
import { isPartial } from "../../network/namespaces/namespace";
import { shareProfiles } from "../fixes/shareProfiles";
import { refusesTheProject } from "../wording/refusesTheProject";

/** What is said where a service names another one that its profile switches off; nothing where that may well be on. */
export function switchedOff(refusal: UndefinedService, project: Project): Omit<Finding, "at"> | undefined {
  const { service, target, words, reference } = refusal;
  const isEnabled = isEnabledWith(project.profiles);
  if (target === undefined || isEnabled(target)) return undefined;
  // Whoever enables a profile that both have is not refused.
  if (!isRefusedWith(refusal, isEnabled) && shareProfile(service, target)) return undefined;
  const { refuses, ...quieter } = refusesTheProject(refusal, project.profiles);
  const { at } = reference;
  return {
    service,
    message: say`${refuses}: "${words}". ${target.name} exists only with ${profilesOf(target)}. Give ${service.name} the same profile, or enable the profile.`,
    related: [{ at: namePlace(target), message: say`${target.name} has ${profilesOf(target)}` }],
    fixes: () =>
      writtenInPlace(at) ? shareProfiles(service, target, attributePair(at, reference.value.attribute)) : [],
    // The file that says what runs may say the profile too; and who starts an override may enable it.
    ...(isPartial(service, project) || ["completed", "beside"].includes(project.assembled)
      ? { severity: "hint" as const }
      : quieter),
  };
}

function profilesOf({ profiles = [] }: Service): string | Text {
  const names = profiles.map((profile) => profile || '""');
  return say`the profile ${oneOf(names)}`;
}
