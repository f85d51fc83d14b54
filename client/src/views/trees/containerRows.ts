import { localText } from "../../netns/sections/sockets";
import { isUp, type Container, type PublishedPort } from "../../docker/inventory/container";
import type { Endpoint } from "../../docker/endpoint/endpoint";
import { sharersOf, type Inventory } from "../../docker/inventory/inventory";
import type { ContainerProbe } from "../../insight/containerProbe";
import { isFailure, isLoopback, problemBrief, type Problem } from "../../insight/problems";
import { reachableAddress } from "../../insight/reachable";
import { nameBelow, rowText, type Below, type RowText } from "../../insight/rowText";
import { nameWithoutTask, shortContainerName, shortName } from "../../insight/shortName";
import { attachmentText, modeText, publishedText, targetName } from "../../insight/summary";
import type { Localizer } from "../../platform/localizer";
import { appearanceOf, problemRows, remedyMarks } from "./problemRows";
import { rowId, spokenText, type ContainerRow, type PlaceRow, type Row } from "./row";

/** Where the engine answers names in user-defined networks, from inside each container's namespace. */
const dockersResolver = "127.0.0.11";

/** What rows of one engine are made from. */
export interface RowSource {
  readonly engine: string;
  readonly inventory: Inventory;
  /** Absent while none answers. */
  readonly endpoint?: Endpoint;
  /** What is being done to a container at this moment, such as `stopping`, by its ID. */
  readonly changing?: ReadonlyMap<string, string>;
  readonly l10n: Localizer;
}

/** The line of one container: its name, then what is wrong, its state, its ports, its network mode and addresses. */
export function containerRow(
  source: RowSource,
  container: Container,
  probe?: ContainerProbe,
  below?: Below,
): ContainerRow {
  const { engine, inventory, l10n } = source;
  const problems = probe?.problems ?? [];
  const worst = problems.find(isFailure) ?? (isUp(container) ? problems[0] : undefined);
  const trouble = (nameOf: (other: Container) => string): string =>
    problems.map((problem) => problemBrief(withHolder(source, problem, nameOf), l10n)).join(", ");
  /** Others of the project that the line stands in are called as on their lines. */
  const near =
    (nameOf: (other: Container) => string) =>
    (other: Container): string =>
      below?.grouping === "project" && other.composeProject === below.key ? nameBelow(other, below) : nameOf(other);
  const health = healthText(container, l10n);
  const label = nameBelow(container, below);
  const changing = source.changing?.get(container.id);
  const text = rowText(inventory, container, below, probe?.listening, l10n);
  const { ports, place } = text;
  // A problem that names the port on which something listens has said it.
  const isSaid = problems.some((problem) => problem.kind === "nothing-listens" && problem.instead !== undefined);
  const unpublished = isSaid ? "" : text.unpublished;
  const state = changing ?? text.state;
  // In several groups its lines need IDs of their own.
  const group = below?.grouping === "network" ? ["in", below.key] : [];
  return {
    kind: "container",
    id: rowId(engine, ...group, container.id),
    engine,
    container,
    address: undefined,
    label,
    description: joined(
      changing === undefined
        ? [trouble(near(shortContainerName)), health, state, ports, unpublished, place]
        : [state, ports, unpublished, place],
      "  ",
    ),
    ...(changing !== undefined
      ? { icon: "loading~spin" }
      : worst === undefined
        ? appearance(container)
        : appearanceOf(worst)),
    contextValue: `${contextValueOf(container, engine)}${remedyMarks(container, problems)}`,
    spoken: spokenText(
      l10n.t("Container {0}", label),
      trouble(near(nameWithoutTask)),
      state || l10n.t("running"),
      health,
      ports === "" ? "" : l10n.t("publishes {0}", ports),
      unpublished,
      spokenPlace(source, container, text),
    ),
    fold: "closed",
  };
}

/** The problem with its cause called as others call that container, where it is one. */
function withHolder({ inventory }: RowSource, problem: Problem, nameOf: (other: Container) => string): Problem {
  if (problem.kind !== "port-taken" && problem.kind !== "not-started") return problem;
  const holder = inventory.containers.get(problem.by?.container ?? "");
  return problem.by === undefined || holder === undefined
    ? problem
    : { ...problem, by: { ...problem.by, name: nameOf(holder) } };
}

/** What its place is called in full: a screen reader has no group above the line, and no icon. */
function spokenPlace({ inventory, l10n }: RowSource, container: Container, { place, listens }: RowText): string {
  const { mode } = container;
  if (mode.kind === "container") return place;
  if (mode.kind === "unknown") return l10n.t("network mode not known");
  const named = l10n.t("network mode {0}", modeText(inventory, container, l10n));
  return spokenText(named, listens === "" ? "" : l10n.t("listens on {0}", listens));
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== "").join(separator);
}

/**
 * `container.running.own` and the like; `paused` is up and can be unpaused. Of an added engine, it begins with `far.`.
 * The line adds what can be done about its problems (problemRows.ts).
 */
export function contextValueOf(container: Container, engine: string): string {
  const state = container.state === "paused" ? "paused" : isUp(container) ? "running" : "stopped";
  const own = container.mode.kind === "host" ? "host" : "own";
  const browse = container.published.some(({ protocol }) => protocol === "tcp") ? ".published" : "";
  const compose = container.composeFiles === undefined ? "" : ".compose";
  const ill = container.health === "unhealthy" && isUp(container) ? ".unhealthy" : "";
  return `${engine === "" ? "" : "far."}container.${state}.${own}${browse}${compose}${ill}`;
}

/** The facts below a container: problems, its places in networks, published ports, what listens, who shares. */
export function detailRows(source: RowSource, container: Container, probe?: ContainerProbe): Row[] {
  return [
    ...problemRows(source.engine, container, probe?.problems ?? [], source.l10n),
    ...networkRows(source, container),
    ...portRows(source, container),
    ...listenerRows(source, container, probe),
    ...sharerRows(source, container),
  ];
}

function networkRows({ engine, inventory, l10n }: RowSource, container: Container): Row[] {
  const row = (key: string, name: string, description: string, address?: string): PlaceRow => ({
    kind: "place",
    id: rowId(engine, container.id, "network", key),
    engine,
    container,
    label: shortName(name, container.composeProject),
    description,
    icon: "type-hierarchy-sub",
    contextValue: address === undefined ? "network" : "network.address",
    spoken: spokenText(l10n.t("Network {0}", name), description),
    fold: "leaf",
    address,
  });
  switch (container.mode.kind) {
    case "host":
      return [
        row(
          "host",
          "host",
          isUp(container)
            ? l10n.t("the host's own interfaces and ports; no address of its own")
            : l10n.t("not running, so it listens nowhere"),
        ),
      ];
    case "none":
      return [row("none", "none", l10n.t("loopback only"))];
    case "unknown":
      return [row("unknown", l10n.t("not known"), l10n.t("network mode not known yet"))];
    case "container":
      return [
        row(
          "shared",
          l10n.t("shared"),
          l10n.t("the network namespace of {0}", targetName(inventory, container.mode.target)),
        ),
      ];
    case "network":
      return container.attachments.map((attachment) =>
        row(
          attachment.network,
          attachment.network,
          attachmentText(attachment, l10n),
          attachment.address ?? attachment.address6,
        ),
      );
  }
}

function portRows({ engine, endpoint, l10n }: RowSource, container: Container): Row[] {
  return publishes(container.published).map(({ port, bothFamilies }) => {
    const label = publishedText(port);
    const description = bothFamilies ? l10n.t("IPv4 and IPv6") : "";
    const reachable = endpoint === undefined ? undefined : reachableAddress(port, endpoint);
    const key = `${port.hostIp}:${port.hostPort}/${port.protocol}>${port.containerPort}`;
    return {
      kind: "port",
      id: rowId(engine, container.id, "port", key),
      engine,
      container,
      port,
      label,
      description,
      icon: "arrow-swap",
      contextValue: port.protocol === "tcp" && reachable !== undefined ? "port.tcp" : "port",
      spoken: spokenText(l10n.t("Published port {0}", label), description),
      fold: "leaf",
      reachable,
    };
  });
}

/** The engine lists a publish on all addresses once for each family: that is one publish. */
function publishes(ports: readonly PublishedPort[]): { port: PublishedPort; bothFamilies: boolean }[] {
  const key = (ip: string, { hostPort, containerPort, protocol }: PublishedPort): string =>
    `${ip} ${hostPort} ${containerPort} ${protocol}`;
  const all = new Set(ports.map((port) => key(port.hostIp, port)));
  return ports
    .filter((port) => port.hostIp !== "::" || !all.has(key("0.0.0.0", port)))
    .map((port) => ({ port, bothFamilies: port.hostIp === "0.0.0.0" && all.has(key("::", port)) }));
}

function listenerRows({ engine, l10n }: RowSource, container: Container, probe: ContainerProbe | undefined): Row[] {
  const seen = new Set<string>();
  return (probe?.listening ?? []).flatMap((socket): Row[] => {
    const { protocol, address, owner } = socket;
    // Its ports are chosen anew at each start, one for each protocol: nobody looks for them.
    const isResolver = address === dockersResolver;
    const shown = isResolver ? address : localText(socket);
    const label = l10n.t("listens {0}", shown);
    const id = rowId(engine, container.id, "listens", isResolver ? address : `${shown}/${protocol}`);
    if (seen.has(id)) return [];
    seen.add(id);
    const description = isResolver
      ? l10n.t("Docker's own name server")
      : joined([protocol, owner?.program ?? "", loopbackText(address, l10n)], "  ");
    return [
      {
        kind: "listener",
        id,
        engine,
        container,
        label,
        description,
        icon: "sign-in",
        contextValue: "listener",
        spoken: spokenText(l10n.t("Listens on {0}", shown), description),
        fold: "leaf",
      },
    ];
  });
}

function loopbackText(address: string, l10n: Localizer): string {
  return isLoopback(address) ? l10n.t("loopback only") : "";
}

function sharerRows({ engine, inventory, l10n }: RowSource, container: Container): Row[] {
  return sharersOf(inventory, container).map((sharer) => ({
    kind: "sharer",
    id: rowId(engine, container.id, "sharer", sharer.id),
    engine,
    container: sharer,
    label: sharer.name,
    description: l10n.t("shares this namespace"),
    icon: "link",
    contextValue: "sharer",
    spoken: l10n.t("{0} shares this network namespace", sharer.name),
    fold: "leaf",
  }));
}

/** Of a health check that has something to say: that all is well is no news. */
function healthText({ health }: Container, l10n: Localizer): string {
  if (health === "unhealthy") return l10n.t("unhealthy");
  return health === "starting" ? l10n.t("health check starting") : "";
}

function appearance(container: Container): { icon: string; colour: string } {
  const { state, exitCode, mode, health } = container;
  if (!isUp(container)) {
    return exitCode === undefined || exitCode === 0
      ? { icon: "circle-outline", colour: "disabledForeground" }
      : { icon: "error", colour: "charts.red" };
  }
  const icon = { host: "globe", none: "circle-slash", container: "link", network: "plug", unknown: "question" }[
    mode.kind
  ];
  // Each state has a shape of its own: the line that is selected has no colour of its own.
  if (state === "paused") return { icon: "debug-pause", colour: "charts.yellow" };
  if (state !== "running") return { icon: "sync", colour: "charts.yellow" };
  if (health === "unhealthy") return { icon: "warning", colour: "charts.red" };
  return { icon, colour: mode.kind === "host" ? "charts.blue" : "charts.green" };
}
