import { type Container } from "../../docker/inventory/container";
import type { Inventory } from "../../docker/inventory/inventory";
import type { ContainerProbe } from "../../insight/containerProbe";
import { attachmentText, modeText, publishedText, stateText } from "../../insight/summary";
import type { Localizer } from "../../platform/localizer";

/** What a tooltip says of a container besides its name and its problems, one paragraph each. */
export function containerFacts(
  inventory: Inventory,
  container: Container,
  probe: ContainerProbe | undefined,
  l10n: Localizer,
): string[] {
  const state = stateText(container, l10n) || l10n.t("running");
  const started = probe?.startedAt === undefined ? "" : new Date(probe.startedAt).toLocaleString();
  const { composeProject, composeService } = container;
  return [
    l10n.t("Image: {0}", container.image),
    started === "" ? l10n.t("State: {0}", state) : l10n.t("State: {0}, started {1}", state, started),
    ...(container.health === undefined ? [] : [l10n.t("Health: {0}", container.health)]),
    l10n.t("Network mode: {0}", modeText(inventory, container, l10n)),
    ...container.attachments
      .filter(({ address, address6 }) => address !== undefined || address6 !== undefined)
      .map((attachment) => `${attachment.network}: ${attachmentText(attachment, l10n)}`),
    ...container.published.map((port) => l10n.t("Published: {0}", publishedText(port))),
    ...(composeProject === undefined ? [] : [l10n.t("Compose: {0} of {1}", composeService ?? "?", composeProject)]),
    l10n.t("ID: {0}", container.id.slice(0, 12)),
  ];
}
