import type { EngineFaultKind } from "../docker/fault";
import type { Localizer } from "../platform/localizer";

/** What is wrong with the engine in a word or two, for its line; the sentence stands below it. */
export function engineFaultBrief(kind: EngineFaultKind, l10n: Localizer): string {
  switch (kind) {
    case "not-installed":
      return l10n.t("not installed");
    case "not-running":
      return l10n.t("not running");
    case "permission":
      return l10n.t("no permission");
    case "unreachable":
      return l10n.t("unreachable");
    case "tls":
      return "TLS";
    case "host-key":
      return l10n.t("host key");
    case "ssh":
      return "ssh";
    case "timeout":
      return l10n.t("timeout");
    case "api-too-old":
      return l10n.t("API too old");
    case "bad-endpoint":
      return l10n.t("bad address");
    case "unsupported-endpoint":
      return l10n.t("unsupported address");
    case "container-gone":
      return l10n.t("container gone");
    case "container-not-running":
      return l10n.t("container not running");
    case "forbidden":
      return l10n.t("forbidden");
    case "engine-error":
      return l10n.t("engine error");
    case "bad-answer":
      return l10n.t("bad answer");
    case "cancelled":
      return l10n.t("cancelled");
  }
}
