import type { Service } from "../../compose/model/service";
import type { Severity } from "../../linter/finding";

/**
 * Compose checks a service of a profile only once the profile is enabled (docs/docker-behaviour.md#inactive-profiles):
 * a finding about what it refuses is a warning there, and says so.
 */
export function refusal(service: Service): { readonly refuses: string; readonly severity?: Severity } {
  if ((service.profiles?.length ?? 0) === 0) return { refuses: "Compose refuses the project" };
  return {
    refuses: `Compose refuses the project once a profile of the service ${service.name} is enabled`,
    severity: "warning",
  };
}

/** Whether one of these profiles enables the service, or it has none. */
export function isEnabled({ profiles }: Service, enabled: readonly string[]): boolean {
  if (profiles === undefined || profiles.length === 0 || enabled.includes("*")) return true;
  return profiles.some((profile) => profile === "" || enabled.includes(profile));
}
