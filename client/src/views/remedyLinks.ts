import type { Remedy } from "../insight/remedies";
import type { Localizer } from "../platform/localizer";

/** What a remedy is called where it is offered, and its command. */
export function linkOf(remedy: Remedy, l10n: Localizer): { readonly title: string; readonly command: string } {
  switch (remedy) {
    case "restore-network":
      return { title: l10n.t("Restore its network"), command: "hostside.restoreNetwork" };
    case "fix-in-file":
      return { title: l10n.t("Fix it in the Compose file"), command: "hostside.fixInFile" };
    case "reveal-cause":
      return { title: l10n.t("Reveal the cause"), command: "hostside.revealCause" };
    case "stop-holder":
      return { title: l10n.t("Stop who has the port"), command: "hostside.stopPortHolder" };
    case "free-port":
      return { title: l10n.t("Use the next free port"), command: "hostside.useFreePort" };
    case "reveal-service":
      return { title: l10n.t("Go to the line in the file"), command: "hostside.revealService" };
    case "explain-exit":
      return { title: l10n.t("Why did it exit?"), command: "hostside.explainExit" };
  }
}
