import type { EngineFacts } from "../docker/api/engineFacts";
import type { Localizer } from "../platform/localizer";

/** What an engine is in its swarm; empty where it is in none. */
export function swarmRoleText({ swarm }: Pick<EngineFacts, "swarm">, l10n: Localizer): string {
  switch (swarm) {
    case "manager":
      return l10n.t("swarm manager");
    case "worker":
      return l10n.t("swarm worker");
    case "none":
      return "";
  }
}
