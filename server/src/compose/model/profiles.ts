import type { Service } from "./service";

/**
 * Whether a service takes part when these profiles are on; one whose profiles are not known does. Without any, Compose
 * takes the empty name for one that is on (compose-go cli/options.go, WithDefaultProfiles).
 */
export function isEnabledWith(profiles: readonly string[]): (service: Service) => boolean {
  const on = new Set(profiles.length > 0 ? profiles : [""]);
  return ({ profiles: own }) =>
    own === undefined || own.length === 0 || on.has("*") || own.some((profile) => on.has(profile));
}

/** Whether there are profiles that switch a service on and leave another one off; false where it is not known. */
export function mayRunWithout({ profiles: own }: Service, { profiles: others }: Service): boolean {
  if (own === undefined || others === undefined || others.length === 0) return false;
  const ofOther = new Set(others);
  return own.length === 0 || own.some((profile) => !ofOther.has(profile));
}

/** Whether two services have a profile in common. */
export function shareProfile({ profiles: own = [] }: Service, { profiles: others = [] }: Service): boolean {
  const ofOther = new Set(others);
  return own.some((profile) => ofOther.has(profile));
}

/** Whether one profile, or none, has both services take part; services of different profiles are often variants of one. */
export function mayMeet(one: Service, other: Service): boolean {
  const isAlways = ({ profiles }: Service): boolean => profiles === undefined || profiles.length === 0;
  return isAlways(one) || isAlways(other) || shareProfile(one, other);
}
