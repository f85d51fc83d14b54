import { record } from "../record";

/**
 * The names by which others on a network find a container beside its own, by its inspection: aliases, what newer engines
 * list as DNSNames, and its hostname.
 */
export function networkNames(inspection: unknown): ReadonlyMap<string, readonly string[]> {
  const { Config, NetworkSettings } = record(inspection);
  const hostname = texts([record(Config).Hostname]);
  return new Map(
    Object.entries(record(record(NetworkSettings).Networks)).map(([network, endpoint]) => {
      const { Aliases, DNSNames } = record(endpoint);
      return [network, [...new Set([...texts(Aliases), ...texts(DNSNames), ...hostname])]];
    }),
  );
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === "string") : [];
}
