import { isAtLeast } from "../../../shared/engineKind";
import type { EngineFacts } from "../docker/api/engineFacts";
import type { Localizer } from "../platform/localizer";

/** What host mode is on an engine, and whether that differs from Docker on Linux. */
export interface HostModeHere {
  readonly text: string;
  readonly isDifferent: boolean;
}

/** Says what host mode is on this engine, by what the engine tells of itself (docs/host-network/where-it-works.md). */
export function hostModeHere(facts: EngineFacts, l10n: Localizer): HostModeHere {
  const different = difference(facts, l10n);
  if (different !== undefined) return { text: different, isDifferent: true };
  const engine = `${facts.product === "podman" ? "Podman" : "Docker Engine"} ${facts.version}`.trim();
  return { text: l10n.t("{0} on Linux: host mode is the network of its machine.", engine), isDifferent: false };
}

function difference(facts: EngineFacts, l10n: Localizer): string | undefined {
  const { os, desktop, product, rootless, usernsRemap } = facts;
  // docs/docker-behaviour.md#windows-containers
  if (os === "windows") return l10n.t("This engine runs Windows containers, which have no host mode.");
  // docs/docker-behaviour.md#docker-desktop
  if (desktop) {
    return l10n.t(
      "This engine is Docker Desktop: host mode reaches this computer only where it is switched on in the settings of Docker Desktop 4.34 or newer. The engine does not say whether it is.",
    );
  }
  // docs/docker-behaviour.md#rootless
  if (rootless && product === "docker") {
    return isAtLeast(facts, 29, 5) === true
      ? l10n.t("This engine runs without root. Since 29.5 its host mode is the network of the machine all the same.")
      : l10n.t(
          "This engine runs without root and is older than 29.5: host mode is the network namespace of RootlessKit, whose ports the machine does not reach.",
        );
  }
  // docs/docker-behaviour.md#host-mode-userns
  if (usernsRemap) {
    return l10n.t(
      "This engine remaps user namespaces and refuses host mode, except with --userns host. This walkthrough asks for that.",
    );
  }
  return undefined;
}
