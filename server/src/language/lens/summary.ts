import type { HostAddress } from "../../../../shared/hostAddress";
import { say, type Text } from "../../../../shared/text";
import { formatRange } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import { listed } from "../../linter/listed";
import type { NetworkModel } from "../../network/model";
import { inOneLine } from "../hover/answer";
import { networkKeysOf } from "../hover/namespace";
import { isPublishedNowhere } from "../hover/port";

/** A service in a line above it: whose network it has and which ports of the host it takes; where it could move. */
export interface Summary {
  readonly text: Text;
  /** Absent for what is in neither network, or may not be moved by itself. */
  readonly move?: "host" | "own";
}

/** So many ports are named. */
const mostPorts = 3;

/** The line of a service; undefined for what is not run as a container of this file's own network. */
export function summaryOf(service: Service, network: NetworkModel): Summary | undefined {
  if (service.provided || !service.runsSomething || service.deploy.forSwarm === "stated") return undefined;
  const { kind, owner } = network.namespaceOf(service);
  const isOwn = owner === service;
  const ports = portsOf(service, network);
  const words = isOwn || owner === undefined ? undefined : sharedWords(owner, kind);
  const first = words ?? ownWords(service, network);
  if (first === undefined) return undefined;
  const text = inOneLine(ports === undefined ? [first] : [first, ports]);
  if (
    !isOwn ||
    service.deploy.forSwarm !== "no" ||
    (kind !== "host" && kind !== "networks" && kind !== "default-bridge")
  )
    return { text };
  return { text, move: kind === "host" ? "own" : "host" };
}

function sharedWords({ name }: Service, kind: string): Text {
  return kind === "host" ? say`shares the network of ${name}, which is the host's` : say`shares the network of ${name}`;
}

function ownWords(service: Service, network: NetworkModel): Text | undefined {
  const mode = service.networkMode?.value;
  switch (network.namespaceOf(service).kind) {
    case "host":
      return say`host mode`;
    case "none":
      return say`no network`;
    case "default-bridge":
      return say`the engine's default bridge`;
    case "engine-network":
      return mode?.kind === "network" ? say`the engine's network ${mode.network}` : undefined;
    case "container":
      return mode?.kind === "container"
        ? say`shares the network of the container ${shortId(mode.container)}`
        : undefined;
    case "networks": {
      const keys = networkKeysOf(service);
      if (keys.length === 1 && keys[0] === "default") return say`default network`;
      return keys.length === 1 ? say`network ${listed(keys)}` : say`networks ${listed(keys)}`;
    }
    case "unknown":
      return undefined;
  }
}

/** The ports of the host that it takes; those on which a program in host mode only likely listens are left out. */
function portsOf(service: Service, network: NetworkModel): Text | undefined {
  const isOnHost = network.isOnHost(service);
  if (!isOnHost && isPublishedNowhere(service, network)) return undefined;
  const names = isOnHost ? listens(service, network) : publishes(service, network);
  if (names.length === 0) return undefined;
  const shown = names.length > mostPorts ? [...names.slice(0, mostPorts), "…"] : names;
  return isOnHost ? say`listens on ${inOneLine(shown)}` : inOneLine(shown);
}

function listens(service: Service, network: NetworkModel): string[] {
  const claims = network.claimsOf(service).filter(({ evidence }) => evidence === "certain");
  return claims.map(
    ({ address, ports, protocol }) => `${addressText(address)}${formatRange(ports)}${suffix(protocol)}`,
  );
}

function publishes(service: Service, network: NetworkModel): (string | Text)[] {
  if (network.namespaceOf(service).owner !== service) return [];
  const claimed = new Set(network.claimsOf(service).map(({ at }) => at));
  return (service.ports?.value ?? []).flatMap(
    ({ value: { hostIp, published, target, protocol }, at }): (string | Text)[] => {
      if (target === undefined || published === undefined) return [];
      if (published === "ephemeral") return [say`a free port->${`${formatRange(target)}${suffix(protocol)}`}`];
      if (!claimed.has(at)) return [];
      const ip = hostIp === undefined ? "" : `${hostIp.includes(":") ? `[${hostIp}]` : hostIp}:`;
      return [`${ip}${formatRange(published)}->${formatRange(target)}${suffix(protocol)}`];
    },
  );
}

function addressText(address: HostAddress): string {
  if (address.kind !== "one") return "";
  return `${address.address.includes(":") ? `[${address.address}]` : address.address}:`;
}

function suffix(protocol: string): string {
  return protocol === "tcp" ? "" : `/${protocol}`;
}

/** An ID as `docker ps` shows it; a name as it is. */
function shortId(reference: string): string {
  return /^[0-9a-f]{64}$/u.test(reference) ? reference.slice(0, 12) : reference;
}
