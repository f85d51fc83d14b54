import type { Sourced } from "../../server/src/compose/values/value";
import type { PortRange, PublishedPort } from "../../server/src/compose/model/port";

/** A published port in the long form that Compose gives it: one container port, and one host port or a range to pick from. */
export interface CanonicalPort {
  readonly hostIp: string | undefined;
  readonly published: PortRange | undefined;
  readonly target: number;
  readonly protocol: string;
  readonly mode: string;
}

/**
 * Expands the ranges of a service's ports and lets a later entry take the place of an equal earlier one, as Compose does
 * before it asks the engine (compose-go types/config.go ParsePortConfig, override/uncity.go portIndexer). Ports that are
 * not known are left out.
 */
export function canonicalPorts(ports: readonly Sourced<PublishedPort>[]): Sourced<CanonicalPort>[] {
  const byKey = new Map<string, Sourced<CanonicalPort>>();
  for (const { value, at } of ports) {
    for (const port of expand(value)) byKey.set(keyOf(port), { value: port, at });
  }
  return [...byKey.values()];
}

function expand({ hostIp, published, target, protocol, mode }: PublishedPort): CanonicalPort[] {
  if (target === undefined || published === undefined) return [];
  const host = published === "ephemeral" ? undefined : published;
  const width = target.last - target.first;
  const oneToOne = host !== undefined && host.last - host.first === width;
  return Array.from({ length: width + 1 }, (_, index) => ({
    hostIp,
    published: oneToOne ? { first: host.first + index, last: host.first + index } : host,
    target: target.first + index,
    protocol,
    mode,
  }));
}

function keyOf({ hostIp, published, target, protocol }: CanonicalPort): string {
  const host = published === undefined ? "" : `${published.first}-${published.last}`;
  return `${hostIp ?? "0.0.0.0"}:${host}:${target}/${protocol}`;
}
