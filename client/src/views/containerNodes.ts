import { isUp, type Container } from "../docker/container";
import { containersByName, type Inventory } from "../docker/inventory";
import { attachmentText, isShown, modeText, publishedText, stateText, summarize, targetName } from "../insight/summary";
import type { Localizer } from "../localizer";

/** A line of the tree: a container, or one of the facts below it. `id` is stable across all changes of state. */
export interface ContainerNode {
  readonly kind: "container" | "network" | "port";
  readonly id: string;
  readonly container: Container;
  readonly label: string;
  readonly description: string;
  /** A codicon and, where it carries meaning, a theme colour; the description says the same in words. */
  readonly icon: string;
  readonly colour?: string;
  /** For `when` clauses: `container.running.own`, `container.running.host`, `container.stopped.host`, `network`, `port`. */
  readonly contextValue: string;
  readonly spoken: string;
  /** What Copy IP Address copies from this line. */
  readonly address?: string;
}

/** The lines at the root: what is shown of the inventory, in a stable order. */
export function containerNodes(inventory: Inventory, l10n: Localizer): ContainerNode[] {
  return containersByName(inventory)
    .filter(isShown)
    .map((container) => containerNode(inventory, container, l10n));
}

/** The line of one container. */
export function containerNode(inventory: Inventory, container: Container, l10n: Localizer): ContainerNode {
  const description = summarize(inventory, container, l10n);
  const state = stateText(container, l10n) || l10n.t("running");
  const mode = modeText(inventory, container, l10n);
  return {
    kind: "container",
    id: container.id,
    container,
    label: container.name,
    description,
    ...appearance(container),
    contextValue: `container.${isUp(container) ? "running" : "stopped"}.${container.mode.kind === "host" ? "host" : "own"}`,
    spoken: l10n.t("Container {0}, {1}, network mode {2}", container.name, state, mode),
  };
}

/** The facts below a container: its places in networks, then its published ports. */
export function detailNodes(inventory: Inventory, container: Container, l10n: Localizer): ContainerNode[] {
  return [...networkNodes(inventory, container, l10n), ...portNodes(container, l10n)];
}

function networkNodes(inventory: Inventory, container: Container, l10n: Localizer): ContainerNode[] {
  const node = (key: string, label: string, description: string, address?: string): ContainerNode => ({
    kind: "network",
    id: `${container.id}/network/${key}`,
    container,
    label,
    description,
    icon: "type-hierarchy-sub",
    contextValue: address === undefined ? "network" : "network.address",
    spoken: l10n.t("Network {0}, {1}", label, description),
    ...(address === undefined ? {} : { address }),
  });
  switch (container.mode.kind) {
    case "host":
      return [
        node(
          "host",
          "host",
          isUp(container)
            ? l10n.t("the host's own interfaces and ports; no address of its own")
            : l10n.t("not running, so it listens nowhere"),
        ),
      ];
    case "none":
      return [node("none", "none", l10n.t("loopback only"))];
    case "container":
      return [
        node(
          "shared",
          l10n.t("shared"),
          l10n.t("the network namespace of {0}", targetName(inventory, container.mode.target)),
        ),
      ];
    case "network":
      return container.attachments.map((attachment) =>
        node(
          attachment.network,
          attachment.network,
          attachmentText(attachment, l10n),
          attachment.address ?? attachment.address6,
        ),
      );
  }
}

function portNodes(container: Container, l10n: Localizer): ContainerNode[] {
  return container.published.map((port) => {
    const label = publishedText(port);
    return {
      kind: "port" as const,
      id: `${container.id}/port/${port.hostIp}:${port.hostPort}/${port.protocol}>${port.containerPort}`,
      container,
      label,
      description: "",
      icon: "arrow-swap",
      contextValue: "port",
      spoken: l10n.t("Published port {0}", label),
    };
  });
}

function appearance(container: Container): { icon: string; colour: string } {
  const { state, exitCode, mode } = container;
  if (!isUp(container)) {
    return exitCode === 0
      ? { icon: "circle-outline", colour: "disabledForeground" }
      : { icon: "error", colour: "charts.red" };
  }
  const icon = { host: "globe", none: "circle-slash", container: "link", network: "plug" }[mode.kind];
  if (state !== "running") return { icon, colour: "charts.yellow" };
  return { icon, colour: mode.kind === "host" ? "charts.blue" : "charts.green" };
}
