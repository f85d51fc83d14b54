import { idle, type Row, serving } from "./row";

/** docs/docker-behaviour.md#port-claims: who takes which port of the host. */
export const collisions: readonly Row[] = [
  {
    rule: "duplicate-published-port",
    services: `a: {${idle}, ports: ['127.0.0.1:18090:80']}\n  b: {${idle}, ports: ['18090:80']}`,
    refusedAt: "up",
    says: /port is already allocated|address already in use/,
  },
  {
    rule: "repeated-published-port",
    services: `a: {${idle}, ports: ['18090:80', '18090:81']}`,
    refusedAt: "up",
    says: /port is already allocated|address already in use/,
  },
  {
    rule: "replicas-published-port",
    services: `a: {${idle}, ports: ['18090:80'], scale: 2}`,
    refusedAt: "up",
    says: /port is already allocated|address already in use/,
  },
  {
    rule: "host-port-conflict",
    services: `a: {image: busybox, network_mode: host, command: [httpd, -f, -p, '18091'], expose: ['18091']}\n  b: {${idle}, ports: ['18091:80'], depends_on: [a]}`,
    refusedAt: "up",
    says: /address already in use/,
  },
  {
    rule: "host-port-conflict",
    services: `a: {${serving(18_091)}, network_mode: host, expose: ['18091']}\n  b: {${serving(18_091)}, network_mode: host, expose: ['18091'], depends_on: [a]}`,
    refusedAt: "accepted",
    shows: [{ service: "b", prints: /bind: Address already in use/ }],
  },
  {
    rule: "host-replicas",
    services: `a: {${serving(18_091)}, network_mode: host, scale: 2}`,
    refusedAt: "accepted",
    shows: [{ service: "a", prints: /bind: Address already in use/ }],
  },
  {
    rule: "duplicate-published-port",
    services: `a: {${idle}, ports: ['[::1]:18090:80']}\n  b: {${idle}, ports: ['18090:80'], depends_on: [a]}`,
    refusedAt: "up",
    says: /port is already allocated|address already in use/,
  },
  {
    rule: "duplicate-published-port",
    services: `a: {${idle}, ports: ['18090-18092:80-82']}\n  b: {${idle}, ports: ['18091:80']}`,
    refusedAt: "up",
    says: /port is already allocated|address already in use/,
  },
  {
    // A hint: it depends on the order.
    rule: "duplicate-published-port",
    services: `a: {${idle}, ports: ['18090-18091:80']}\n  b: {${idle}, ports: ['18090:80'], depends_on: [a]}`,
    refusedAt: "up",
    says: /port is already allocated|address already in use/,
  },
  {
    rule: "duplicate-published-port",
    services: `a: {${idle}, ports: ['18090-18091:80'], depends_on: [b]}\n  b: {${idle}, ports: ['18090:80']}`,
    refusedAt: "accepted",
  },
  {
    rule: undefined,
    services: `a: {${idle}, ports: ['127.0.0.1:18090:80']}\n  b: {${idle}, ports: ['127.0.0.2:18090:80']}`,
    refusedAt: "accepted",
  },
  {
    rule: undefined,
    services: `a: {${idle}, ports: ['0.0.0.0:18090:80']}\n  b: {${idle}, ports: ['[::]:18090:80']}`,
    refusedAt: "accepted",
  },
  {
    rule: undefined,
    services: `a: {${idle}, ports: ['18090:80/tcp']}\n  b: {${idle}, ports: ['18090:80/udp']}`,
    refusedAt: "accepted",
  },
  {
    rule: undefined,
    services: `a: {${idle}, ports: ['80']}\n  b: {${idle}, ports: ['80', '127.0.0.1::80']}`,
    refusedAt: "accepted",
    // docs/docker-behaviour.md#port-claims, with a doubt: so it is without iptables, as the tests' engines are.
    from28: { refusedAt: "up", says: /port is already allocated|address already in use/ },
  },
  { rule: undefined, services: `a: {${idle}, ports: ['18090:80', '18090:80']}`, refusedAt: "accepted" },
  { rule: undefined, services: `a: {${idle}, ports: ['18090-18091:80'], scale: 2}`, refusedAt: "accepted" },
];
