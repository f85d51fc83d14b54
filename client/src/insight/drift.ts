import type { PlaceRange } from "../../../shared/protocol";
import type {
  ExpectedNetwork,
  ExpectedPort,
  ExpectedService,
  ProjectPlaces,
  ServicePlaces,
} from "../../../shared/projectPlaces";
import type { HostAddress } from "../../../shared/hostAddress";
import { readHostAddress } from "../../../shared/hostAddress";
import { isSameAddress } from "./sameAddress";
import type { Container, PublishedPort } from "../docker/inventory/container";
import type { Inventory } from "../docker/inventory/inventory";
import type { Localizer } from "../platform/localizer";
import { isMadeFromAll } from "./projectContainers";

/** A value of a Compose file with which a running container was not made. */
export interface Drift {
  readonly range: PlaceRange;
  readonly message: string;
}

/** So many published ports of a container are named. */
const mostNamed = 4;

/**
 * Where a running container is not what the file makes of its service, so that `docker compose up` would create it anew
 * (docs/live-problems.md#drift). Nothing of a container that other files, or `docker compose run`, have made.
 */
export function driftOf(
  { name: service, expected }: ServicePlaces,
  { projects }: ProjectPlaces,
  inventory: Inventory,
  container: Container,
  l10n: Localizer,
): Drift[] {
  const [project, ...others] = projects;
  if (expected === undefined || project === undefined || others.length > 0) return [];
  if (container.state !== "running" || container.composeOneOff === true) return [];
  if (container.composeProject !== project.name || !isMadeFromAll(container, project.files)) return [];
  const again = (text: string): string =>
    l10n.t("{0} `docker compose up -d {1}` would create it again, as it is written here.", text, service);
  const mode = modeDrift(expected, container, l10n);
  if (mode !== undefined) return [{ range: expected.modeRange, message: again(mode) }];
  return [
    ...portDrift(expected, inventory, container, l10n),
    ...expected.networks.flatMap((network) => [...networkDrift(network, inventory, container, l10n)]),
  ].map(({ range, message }) => ({ range, message: again(message) }));
}

/** The sentence where the container has another mode; undefined where it has this one, or that is not known. */
function modeDrift({ mode: wanted }: ExpectedService, { name, mode }: Container, l10n: Localizer): string | undefined {
  if (wanted === undefined || mode.kind === "unknown") return undefined;
  switch (mode.kind) {
    case "host":
      return wanted === "host" ? undefined : l10n.t("{0} runs in host mode.", name);
    case "none":
      return wanted === "none" ? undefined : l10n.t("{0} runs without a network.", name);
    case "container":
      return wanted === "service" ? undefined : l10n.t("{0} runs in the network of another container.", name);
    case "network": {
      const isWanted = wanted === "bridge" ? mode.name === "bridge" : wanted === "networks" && mode.name !== "bridge";
      return isWanted ? undefined : l10n.t("{0} runs on network {1}.", name, mode.name);
    }
  }
}

function* portDrift(
  { ports, mode, modeRange }: ExpectedService,
  inventory: Inventory,
  container: Container,
  l10n: Localizer,
): Generator<Drift> {
  if (ports === undefined || (mode !== "networks" && mode !== "bridge") || !canPublish(inventory, container)) return;
  const { name, published } = container;
  const listed = published.map(({ hostPort, containerPort }) => `${hostPort}->${containerPort}`);
  const named = [...new Set(listed)].slice(0, mostNamed).join(", ");
  const text =
    named === "" ? l10n.t("{0} runs without a published port.", name) : l10n.t("{0} runs with {1}.", name, named);
  const missing = ports.filter((port) => !isPublished(port, published));
  for (const { range } of missing) yield { range, message: text };
  if (missing.length > 0) return;
  const besides = published.filter((each) => !ports.some((port) => isOf(each, port)));
  const others = [...new Set(besides.map(({ hostPort, containerPort }) => `${hostPort}->${containerPort}`))];
  if (others.length === 0) return;
  const message = l10n.t("{0} also publishes {1}.", name, others.slice(0, mostNamed).join(", "));
  yield { range: modeRange, message };
}

/** Whether the engine binds ports for it: not where all its networks are internal, or give it addresses of the host's own network. */
function canPublish({ networks }: Inventory, { attachments }: Container): boolean {
  const known = [...networks.values()];
  return attachments.some(({ network }) =>
    known.some(({ name, driver, internal }) => name === network && driver === "bridge" && !internal),
  );
}

/** Whether a port that is bound is one of an item's. */
function isOf({ protocol, containerPort }: PublishedPort, item: ExpectedPort): boolean {
  return protocol === item.protocol && item.target.first <= containerPort && containerPort <= item.target.last;
}

function isPublished({ protocol, target, published }: ExpectedPort, bound: readonly PublishedPort[]): boolean {
  const of = bound.filter((each) => each.protocol === protocol);
  for (let offset = 0; offset <= target.last - target.first; offset++) {
    const found = of.some(
      ({ containerPort, hostPort, hostIp }) =>
        containerPort === target.first + offset &&
        (published === undefined || (hostPort === published.first + offset && isSame(published.address, hostIp))),
    );
    if (!found) return false;
  }
  return true;
}

function isSame(wanted: HostAddress, hostIp: string): boolean {
  const bound = readHostAddress(hostIp);
  if (bound === undefined) return true;
  if (wanted.kind === "any" || wanted.kind === "any-of-family") return bound.kind !== "one";
  return bound.kind === "one" && bound.address === wanted.address;
}

function* networkDrift(
  { range, name: network, address, address6 }: ExpectedNetwork,
  inventory: Inventory,
  { name, attachments }: Container,
  l10n: Localizer,
): Generator<Drift> {
  // Before the engine lists the network nothing is certain.
  if (![...inventory.networks.values()].some((each) => each.name === network)) return;
  const attachment = attachments.find((each) => each.network === network);
  if (attachment === undefined) {
    yield { range, message: l10n.t("{0} is not on network {1}.", name, network) };
    return;
  }
  for (const [wanted, has] of [
    [address, attachment.address],
    [address6, attachment.address6],
  ] as const) {
    if (wanted === undefined || has === undefined || isSameAddress(has, wanted.text)) continue;
    const message = l10n.t("{0} has the address {1} on network {2}.", name, has, network);
    yield { range: wanted.range, message };
  }
}
