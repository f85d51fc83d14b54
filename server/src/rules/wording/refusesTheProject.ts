import { say, type Text } from "../../../../shared/text";
import { isEnabledWith } from "../../compose/model/profiles";
import type { Refusal } from "../../compose/validate/refusal";
import type { Severity } from "../../linter/finding";

/** How a sentence begins that says what Compose refuses, and how grave it is where less than the rule has it. */
export interface Beginning {
  readonly refuses: Text;
  readonly severity?: Severity;
}

/**
 * Compose checks a service of a profile only once the profile is enabled (docs/docker-behaviour.md#inactive-profiles):
 * a finding about what it refuses is a warning there, and says so. `enabled` are the profiles that are known to be on.
 */
export function refusesTheProject({ onlyWith }: Refusal, enabled: readonly string[] = []): Beginning {
  const isEnabled = isEnabledWith(enabled);
  const off = onlyWith.find((service) => !isEnabled(service));
  if (off === undefined) return { refuses: say`Compose refuses the project` };
  return {
    refuses: say`Compose refuses the project when a profile of the service ${off.name} is enabled`,
    severity: "warning",
  };
}
