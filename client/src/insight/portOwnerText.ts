import type { Container } from "../docker/inventory/container";
import type { Localizer } from "../platform/localizer";
import type { PortOwner } from "./hostPorts";
import { nameWithoutTask } from "./shortName";

/** Who has the port, in a few words. */
export function ownerText(owner: PortOwner, l10n: Localizer, nameOf = nameWithoutTask): string {
  const [name, manner] = [ownerName(owner, l10n, nameOf), ownerManner(owner, l10n)];
  if (manner === "") return name;
  return owner.kind === "publish" || owner.kind === "service" ? `${name} ${manner}` : `${name}, ${manner}`;
}

/** What a holder is called, without how it holds the port. */
export function ownerName(owner: PortOwner, l10n: Localizer, nameOf: (container: Container) => string): string {
  switch (owner.kind) {
    case "publish":
    case "host-mode":
      return nameOf(owner.container);
    case "service":
      return owner.service.name;
    case "process":
      return owner.program;
    case "unknown":
      return l10n.t("a process that cannot be seen from here");
  }
}

/** How it has the port: by a publish of a container's port, or in host mode. */
export function ownerManner(owner: PortOwner, l10n: Localizer): string {
  switch (owner.kind) {
    case "publish":
      return `-> ${owner.containerPort}`;
    case "host-mode":
      return l10n.t("host mode");
    case "service":
      return l10n.t("-> {0}, ingress", owner.target);
    default:
      return "";
  }
}
