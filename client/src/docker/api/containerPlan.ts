import { addressFrom } from "../address";
import { sanitize } from "../sanitize";
import { record } from "../record";

/** What an inspection tells of the network that a container is to have, whether or not it runs. All texts are sanitized. */
export interface ContainerPlan {
  /** Addresses that it asks for, by network. */
  readonly addresses: readonly { readonly network: string; readonly address: string }[];
  /** DNS servers and search domains of its own. */
  readonly servers: readonly string[];
  readonly search: readonly string[];
  /** Ports to publish, such as `8080 -> 80/tcp`; `?` stands for a port that the engine is to choose. */
  readonly published: readonly string[];
}

/** Reads `GET /containers/{id}/json` (moby api/swagger.yaml: EndpointIPAMConfig, PortMap). Never throws. */
export function planFrom(inspection: unknown): ContainerPlan {
  const { HostConfig, NetworkSettings } = record(inspection);
  const { Dns, DnsSearch, PortBindings } = record(HostConfig);
  const networks = Object.entries(record(record(NetworkSettings).Networks));
  return {
    addresses: networks.flatMap(([network, endpoint]) => {
      const { IPv4Address, IPv6Address } = record(record(endpoint).IPAMConfig);
      const addresses = [IPv4Address, IPv6Address].map(addressFrom).filter((address) => address !== "");
      return addresses.map((address) => ({ network: sanitize(network), address }));
    }),
    servers: texts(Dns),
    search: texts(DnsSearch),
    published: Object.entries(record(PortBindings)).flatMap(([port, bindings]) =>
      list(bindings).map((binding) => {
        const { HostIp, HostPort } = record(binding);
        const ip = addressFrom(HostIp);
        const [hostPort = "?"] = texts([HostPort]);
        return `${ip === "" ? "" : `${ip.includes(":") ? `[${ip}]` : ip}:`}${hostPort} -> ${sanitize(port)}`;
      }),
    ),
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): string[] {
  return list(value)
    .filter((text) => typeof text === "string")
    .map((text) => sanitize(text, 64))
    .filter((text) => text !== "");
}
