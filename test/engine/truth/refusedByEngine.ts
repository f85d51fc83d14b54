import { idle, type Row } from "./row";

/** docs/docker-behaviour.md#refused-by-the-engine: `docker compose config` passes, and the engine refuses. */
export const refusedByEngine: readonly Row[] = [
  {
    rule: "host-links",
    services: `a: {${idle}, network_mode: host, links: [b]}\n  b: {${idle}}`,
    refusedAt: "up",
    says: /host type networking can't be used with links/,
  },
  {
    rule: "link-to-host",
    services: `a: {${idle}, network_mode: bridge, links: [b]}\n  b: {${idle}, network_mode: host}`,
    refusedAt: "up",
    says: /host type networking can't be used with links/,
  },
  {
    rule: "link-to-host",
    services: `a: {${idle}, links: [b]}\n  b: {${idle}, network_mode: host}`,
    refusedAt: "accepted",
  },
  {
    rule: "host-net-sysctl",
    services: `a: {${idle}, network_mode: host, sysctls: {net.core.somaxconn: 1024}}`,
    refusedAt: "up",
    says: /not allowed in host network namespace/,
  },
  {
    rule: "host-net-sysctl",
    services: `a: {${idle}, network_mode: 'service:b', sysctls: {net.core.somaxconn: 1024}}\n  b: {${idle}, network_mode: host}`,
    refusedAt: "up",
    says: /not allowed in host network namespace/,
  },
  {
    rule: "uts-host-with-hostname",
    services: `a: {${idle}, uts: host, hostname: x}`,
    refusedAt: "up",
    says: /hostname and the UTS mode/,
  },
  {
    rule: "predefined-network-joined",
    services: `a: {${idle}, networks: [h]}`,
    rest: "networks: {h: {name: host, external: true}}",
    refusedAt: "up",
    says: /network-scoped alias is supported only for containers in user defined networks/,
  },
  {
    rule: "predefined-network-joined",
    services: `a: {${idle}, networks: [h]}`,
    rest: "networks: {h: {name: host}}",
    refusedAt: "up",
    says: /incorrect label com.docker.compose.network/,
  },
  {
    rule: "host-network-driver",
    services: `a: {${idle}}`,
    rest: "networks: {default: {driver: host}}",
    refusedAt: "up",
    says: /only one instance of "host" network is allowed/,
  },
  {
    rule: "host-network-driver",
    services: `a: {${idle}}`,
    rest: "networks: {default: {driver: none}}",
    refusedAt: "up",
    says: /plugin "none" not found/,
  },
  {
    rule: "host-network-driver",
    services: `a: {${idle}}`,
    rest: "networks: {default: {driver: 'null'}}",
    refusedAt: "up",
    says: /only one instance of "null" network is allowed/,
  },
  {
    rule: "shared-namespace-with-ports",
    services: `a: {${idle}, network_mode: 'service:b', ports: ['18090:80']}\n  b: {${idle}}`,
    refusedAt: "up",
    says: /port publishing and the container type network mode/,
  },
  {
    rule: "shared-namespace-with-expose",
    services: `a: {${idle}, network_mode: 'service:b', expose: ['80']}\n  b: {${idle}}`,
    refusedAt: "up",
    says: /port exposing and the container type network mode/,
  },
  {
    rule: "shared-namespace-with-hostname",
    services: `a: {${idle}, network_mode: 'service:b', hostname: x}\n  b: {${idle}}`,
    refusedAt: "up",
    says: /hostname and the network mode/,
  },
  {
    rule: "shared-namespace-with-dns",
    services: `a: {${idle}, network_mode: 'service:b', dns: [9.9.9.9]}\n  b: {${idle}}`,
    refusedAt: "up",
    says: /dns and the network mode/,
  },
  {
    rule: "shared-namespace-with-extra-hosts",
    services: `a: {${idle}, network_mode: 'service:b', extra_hosts: ['x:1.2.3.4']}\n  b: {${idle}}`,
    refusedAt: "up",
    says: /custom host-to-IP mapping and the network mode/,
  },
  {
    rule: "shared-namespace-with-links",
    services: `a: {${idle}, network_mode: 'service:b', links: [c]}\n  b: {${idle}}\n  c: {${idle}}`,
    refusedAt: "up",
    says: /container type network can't be used with links/,
  },
  {
    rule: "container-mode-empty",
    services: `a: {${idle}, network_mode: 'container:'}`,
    refusedAt: "up",
    says: /invalid container format container:<name\|id>/i,
  },
  {
    rule: "unknown-network-mode",
    services: `a: {${idle}, network_mode: Host}`,
    refusedAt: "up",
    says: /network Host not found/,
  },
  {
    rule: "compose-network-as-mode",
    services: `a: {${idle}, network_mode: n}`,
    rest: "networks: {n: {}}",
    refusedAt: "up",
    says: /network n not found/,
  },
  {
    rule: "service-mode-replicas",
    services: `a: {${idle}, network_mode: 'service:b'}\n  b: {${idle}, scale: 0}`,
    refusedAt: "up",
    says: /cannot share network namespace with service b: container missing/,
  },
  {
    rule: "mac-address-without-interface",
    services: `a: {${idle}, network_mode: host, mac_address: '02:42:ac:11:65:43'}`,
    refusedAt: "up",
    says: /mac-address and the network mode/,
    // docs/docker-behaviour.md#mac-address-without-interface: silently ignored.
    from28: { refusedAt: "accepted" },
  },
  {
    rule: "predefined-network-joined",
    services: `a: {${idle}, networks: {h: {ipv4_address: 10.9.8.7}}}`,
    rest: "networks: {h: {name: host, external: true}}",
    refusedAt: "up",
    says: /user specified IP address is supported on user defined networks only/,
  },
  {
    rule: "predefined-network-joined",
    services: `a: {${idle}, networks: [h, n]}`,
    rest: "networks: {h: {name: host, external: true}, n: {}}",
    refusedAt: "up",
    says: /container sharing network namespace with another container or host cannot be connected to any other network/,
    // It looks at the aliases that Compose adds first.
    from28: {
      refusedAt: "up",
      says: /invalid config for network host: invalid endpoint settings:\s+network-scoped alias is supported only for containers in user defined networks/,
    },
  },
  {
    rule: "predefined-network-joined",
    services: `a: {${idle}, networks: [b]}`,
    rest: "networks: {b: {name: bridge, external: true}}",
    refusedAt: "up",
    says: /network-scoped alias is supported only for containers in user defined networks/,
  },
  {
    rule: "host-net-sysctl",
    services: `a: {${idle}, network_mode: 'container:hostside-rules-own', sysctls: {net.core.somaxconn: 1024}, depends_on: [b]}\n  b: {${idle}, network_mode: host, container_name: hostside-rules-own}`,
    refusedAt: "up",
    says: /not allowed in host network namespace/,
  },
  // What is allowed beside what is refused.
  {
    rule: undefined,
    services: `a: {${idle}, network_mode: 'service:b', sysctls: {net.core.somaxconn: 1024}}\n  b: {${idle}}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["cat", "/proc/sys/net/core/somaxconn"], prints: /^1024/m }],
  },
  {
    rule: undefined,
    services: `a: {${idle}, network_mode: host, sysctls: {kernel.msgmax: 65536}}`,
    refusedAt: "accepted",
  },
  {
    rule: undefined,
    services: `a: {${idle}, network_mode: 'service:b', domainname: x, dns_search: [x]}\n  b: {${idle}}`,
    refusedAt: "accepted",
  },
];
