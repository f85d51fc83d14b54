import type { HostPort } from "./hostPorts";

/** The next port behind a taken one on which nothing listens: 80 becomes 8080, others count up. Undefined where there is none. */
export function nextFreePort(taken: number, ports: readonly HostPort[]): number | undefined {
  return freePortFrom(taken < 1024 ? taken + 8000 : taken + 1, ports);
}

/** The first port from a number on that nobody has, itself included. Undefined where there is none. */
export function freePortFrom(first: number, ports: readonly HostPort[]): number | undefined {
  const used = new Set(ports.map(({ port }) => port));
  for (let port = first; port < 65_536; port++) if (!used.has(port)) return port;
  return undefined;
}
