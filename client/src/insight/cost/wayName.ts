import type { Localizer } from "../../platform/localizer";
import type { CostWay } from "./pathCost";

/** What a way is called in a table and in a sentence. */
export function wayName(way: CostWay, l10n: Localizer): string {
  switch (way) {
    case "host-mode":
      return l10n.t("host mode");
    case "bridge":
      return l10n.t("bridge address");
    case "dnat":
      return l10n.t("published, by DNAT");
    case "proxy":
      return l10n.t("published, by the proxy");
    case "unclear":
      return l10n.t("published");
  }
}
