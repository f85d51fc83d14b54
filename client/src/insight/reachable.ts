import { isIP } from "node:net";
import { portFrom } from "../docker/address";
import type { Container, PublishedPort } from "../docker/inventory/container";
import type { Endpoint } from "../docker/endpoint/endpoint";

/** Ports on which programs speak TLS by custom. */
const secure = new Set([443, 4443, 8443, 9443]);

/** Where a published port is reached from the machine of the extension host: `host:port`. */
export function reachableAddress(port: PublishedPort, endpoint: Endpoint): string {
  const anywhere = port.hostIp === "" || port.hostIp === "0.0.0.0" || port.hostIp === "::";
  const loopback = port.hostIp === "::1" || port.hostIp.startsWith("127.");
  // A publish on the far host's loopback is reached from there alone; its name is still the best that can be said.
  if (endpoint.kind !== "socket") return join(anywhere || loopback ? endpoint.host : port.hostIp, port.hostPort);
  return join(anywhere ? "localhost" : port.hostIp, port.hostPort);
}

/** Where a port of the host itself is reached, as that of a container in host mode. */
export function reachableHostAddress(port: number, endpoint: Endpoint): string {
  return join(endpoint.kind === "socket" ? "localhost" : endpoint.host, port);
}

/** True for an address that has the form of those above: a name or an IP address, and a port. */
export function isReachableAddress(text: string): boolean {
  const [, name, bracketed, port] = /^(?:([\w.-]+)|\[([\da-f:.]+)\]):(\d{1,5})$/iu.exec(text) ?? [];
  const host = name !== undefined || isIP(bracketed ?? "") === 6;
  return host && portFrom(Number(port)) !== undefined;
}

/** The URL to open for an address `host:port`; `containerPort` tells whether TLS is to be expected. */
export function urlOf(address: string, containerPort: number): string {
  return `${secure.has(containerPort) ? "https" : "http"}://${address}/`;
}

/** The published TCP ports of a container, each host port once. */
export function browsablePorts(container: Container): PublishedPort[] {
  const seen = new Set<number>();
  return container.published.filter(({ protocol, hostPort }) => {
    if (protocol !== "tcp" || seen.has(hostPort)) return false;
    seen.add(hostPort);
    return true;
  });
}

function join(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
