import { idle, type Row } from "./row";

/** docs/docker-behaviour.md#refused-by-compose: `docker compose config` fails. */
export const refusedAtLoad: readonly Row[] = [
  {
    rule: "invalid-interpolation",
    services: `a: {${idle}, ports: ['\${PORT:18090}:80']}`,
    refusedAt: "config",
    says: /invalid interpolation format/,
  },
  {
    rule: "host-with-networks",
    services: `a: {${idle}, network_mode: host, networks: [n]}`,
    rest: "networks: {n: {}}",
    refusedAt: "config",
    says: /mutually exclusive `network_mode` and `networks`/,
  },
  {
    rule: "network-mode-with-networks",
    services: `a: {${idle}, network_mode: none, networks: [n]}`,
    rest: "networks: {n: {}}",
    refusedAt: "config",
    says: /mutually exclusive/,
  },
  {
    rule: "networks-null",
    services: `a: {${idle}, networks: null}`,
    refusedAt: "config",
    says: /networks must be a (array|list)/,
  },
  {
    rule: "host-as-network",
    services: `a: {${idle}, networks: [host]}`,
    refusedAt: "config",
    says: /refers to undefined network host/,
  },
  {
    rule: "undefined-network",
    services: `a: {${idle}, networks: [n]}`,
    refusedAt: "config",
    says: /refers to undefined network n/,
  },
  {
    rule: "undefined-service",
    services: `a: {${idle}, links: [b]}`,
    refusedAt: "config",
    says: /depends on undefined service "b"/,
  },
  {
    rule: "service-mode-undefined",
    services: `a: {${idle}, network_mode: 'service:b'}`,
    refusedAt: "config",
    says: /depends on undefined service "b"/,
  },
  {
    rule: "service-mode-undefined",
    services: `a: {${idle}, network_mode: 'service:b'}\n  b: {${idle}, profiles: [p]}`,
    refusedAt: "config",
    says: /depends on undefined service "b"/,
  },
  {
    rule: "service-mode-cycle",
    services: `a: {${idle}, network_mode: 'service:b'}\n  b: {${idle}, depends_on: [a]}`,
    refusedAt: "config",
    says: /dependency cycle detected/,
  },
  {
    rule: "repeated-container-name",
    services: `a: {${idle}, container_name: hostside-x, scale: 2}`,
    refusedAt: "config",
    says: /can't set container_name and a as container name must be unique/,
  },
  {
    rule: "invalid-port",
    services: `a: {${idle}, ports: ['localhost:18090:80']}`,
    refusedAt: "config",
    says: /Invalid ip address|invalid/i,
  },
  {
    rule: undefined,
    services: `a: {${idle}, network_mode: host, networks: []}`,
    refusedAt: "accepted",
  },
  {
    rule: "network-mode-with-networks",
    services: `a: {${idle}, profiles: [p], network_mode: none, networks: [n]}\n  b: {${idle}}`,
    rest: "networks: {n: {}}",
    refusedAt: "accepted",
  },
];
