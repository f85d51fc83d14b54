import { isUp, type Attachment, type Container, type PublishedPort } from "../docker/inventory/container";
import { findContainer, type Inventory } from "../docker/inventory/inventory";
import type { Localizer } from "../platform/localizer";

/** How many networks or ports a one-line summary names before it counts the rest. */
const named = 3;

/** `host`, `none`, `bridge 172.17.0.2`, whose network it shares, or that nobody has told yet. */
export function modeText(inventory: Inventory, container: Container, l10n: Localizer): string {
  const { mode } = container;
  switch (mode.kind) {
    case "host":
      return "host";
    case "none":
      return "none";
    case "unknown":
      return l10n.t("not known");
    case "container":
      return l10n.t("shares {0}'s network", targetName(inventory, mode.target));
    case "network": {
      const texts = attachmentsInOrder(container).map(({ network, address, address6 }) =>
        [network, address ?? address6 ?? ""].join(" ").trim(),
      );
      return texts.length === 0 ? mode.name : shortened(texts, l10n, ", ");
    }
  }
}

/** The state in words where it is not simply running, such as `exited (1)`. */
export function stateText(container: Container, l10n: Localizer): string {
  if (container.state === "running") return "";
  if (container.exitCode !== undefined && !isUp(container)) return l10n.t("exited ({0})", container.exitCode);
  return container.state;
}

/** `2000->80`, once for both address families; the host IP where it is one, the protocol where it is not TCP. */
export function publishedTexts(ports: readonly PublishedPort[]): string[] {
  const texts = ports.map(({ hostIp, hostPort, containerPort, protocol }) => {
    const anywhere = hostIp === "" || hostIp === "0.0.0.0" || hostIp === "::";
    const address = anywhere ? "" : hostIp.includes(":") ? `[${hostIp}]:` : `${hostIp}:`;
    return `${address}${hostPort}->${containerPort}${protocol === "tcp" ? "" : `/${protocol}`}`;
  });
  return [...new Set(texts)];
}

/** A published port in full, such as `0.0.0.0:2000 -> 80/tcp`. */
export function publishedText({ hostIp, hostPort, containerPort, protocol }: PublishedPort): string {
  const address = hostIp.includes(":") ? `[${hostIp}]` : hostIp || "0.0.0.0";
  return `${address}:${hostPort} -> ${containerPort}/${protocol}`;
}

/** A place in a network in full: address with prefix, gateway, MAC address. */
export function attachmentText(attachment: Attachment, l10n: Localizer): string {
  const { address, prefix, address6, prefix6, gateway, mac } = attachment;
  const own = [withPrefix(address, prefix), withPrefix(address6, prefix6)].filter((part) => part !== "");
  return [...own, gateway === undefined ? "" : l10n.t("gateway {0}", gateway), mac ?? ""]
    .filter((part) => part !== "")
    .join("  ");
}

/** The container's own addresses, IPv4 first. Empty in host mode, where it has none of its own. */
export function addressesOf(container: Container): { readonly network: string; readonly address: string }[] {
  return attachmentsInOrder(container).flatMap(({ network, address, address6 }) =>
    [address, address6].filter((found) => found !== undefined).map((found) => ({ network, address: found })),
  );
}

/** Running containers, and those in host mode that are not: what the host driver did to them is the point. */
export function isShown(container: Container): boolean {
  return isUp(container) || container.mode.kind === "host";
}

/** The name of the container that `container:` names, or the reference itself where it is unknown. */
export function targetName(inventory: Inventory, target: string): string {
  return findContainer(inventory, target)?.name ?? target.slice(0, 12);
}

/** The network that the container was started in comes first, as its mode. */
export function attachmentsInOrder(container: Container): Attachment[] {
  const { mode, attachments } = container;
  const first = mode.kind === "network" ? mode.name : "";
  return [...attachments].sort((a, b) => Number(b.network === first) - Number(a.network === first));
}

function withPrefix(address: string | undefined, prefix: number | undefined): string {
  return address === undefined ? "" : prefix === undefined ? address : `${address}/${prefix}`;
}

/** The first few texts, and how many more there are. */
export function shortened(texts: readonly string[], l10n: Localizer, separator = " "): string {
  const shown = texts.slice(0, named).join(separator);
  return texts.length > named ? `${shown} ${l10n.t("and {0} more", texts.length - named)}` : shown;
}
