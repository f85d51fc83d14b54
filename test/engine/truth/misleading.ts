import { asking, idle, type Row, serving } from "./row";

/** docs/docker-behaviour.md#accepted-and-something-else-than-it-looks: accepted, and something else than it looks. */
export const misleading: readonly Row[] = [
  {
    rule: "host-ports-discarded",
    services: `a: {${idle}, network_mode: host, ports: ['18090:80']}`,
    refusedAt: "accepted",
    says: /Published ports are discarded when using host network mode/,
  },
  { rule: "host-expose", services: `a: {${idle}, network_mode: host, expose: ['80']}`, refusedAt: "accepted" },
  {
    rule: "none-ports-discarded",
    services: `a: {${idle}, network_mode: none, ports: ['18090:80']}`,
    refusedAt: "accepted",
  },
  { rule: "empty-network-mode", services: `a: {${idle}, network_mode: ''}`, refusedAt: "accepted" },
  { rule: "host-replicas", services: `a: {${idle}, network_mode: host, scale: 2}`, refusedAt: "accepted" },
  {
    rule: "redundant-depends-on",
    services: `a: {${idle}, network_mode: 'service:b', depends_on: [b]}\n  b: {${idle}}`,
    refusedAt: "accepted",
    then: ["restart", "-t", "0", "b"],
    shows: [{ service: "a", run: ["ls", "/sys/class/net"], prints: /^lo\n$/ }],
  },
  {
    rule: undefined,
    services: `a: {${idle}, network_mode: 'service:b', depends_on: {b: {condition: service_started, restart: true}}}\n  b: {${idle}}`,
    refusedAt: "accepted",
    then: ["restart", "-t", "0", "b"],
    shows: [{ service: "a", run: ["ls", "/sys/class/net"], prints: /^eth0\nlo\n$/ }],
  },
  {
    rule: "host-extra-hosts",
    services: `a: {${idle}, network_mode: host, extra_hosts: ['named:192.0.2.7']}`,
    refusedAt: "accepted",
    shows: [
      {
        service: "a",
        run: ["cat", "/etc/hosts"],
        prints: /^127\.0\.0\.1\tlocalhost\n(?:[\da-f:]+\t.*\n)*192\.0\.2\.7\tnamed\n$/,
      },
    ],
  },
  {
    rule: undefined,
    services: `a: {${idle}, network_mode: host, hostname: named}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["hostname"], prints: /^named$/m }],
  },
  {
    rule: "host-low-port-non-root",
    services: `a: {${serving(81)}, network_mode: host, user: '1000', expose: ['81']}`,
    refusedAt: "accepted",
    shows: [{ service: "a", prints: /bind: Permission denied/ }],
  },
  {
    rule: undefined,
    services: `a: {${serving(81)}, user: '1000', expose: ['81']}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["wget", "-O-", "http://127.0.0.1:81"], prints: /404 Not Found/ }],
  },
  {
    rule: "unresolvable-name",
    services: `a: {${asking}, network_mode: host, env_file: a.env}\n  b: {${idle}}`,
    files: { "a.env": "CACHE_HOST=b\n" },
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["sh", "-c", 'nslookup "$CACHE_HOST" || echo gone'], prints: /gone/ }],
  },
  {
    rule: "reset-beside-merge-key",
    services: `b: &b {${idle}, ports: ['80']}\n  a: {<<: *b, ports: !reset null}`,
    refusedAt: "accepted",
    then: ["port", "a", "80"],
  },
  {
    rule: undefined,
    services: `b: &b {${idle}, ports: ['80']}\n  a: {<<: *b, ports: []}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["ls", "/sys/class/net"], prints: /^eth0\nlo\n$/ }],
  },
  {
    rule: "host-privileged",
    services: `a: {${idle}, network_mode: host, cap_add: [NET_ADMIN]}`,
    refusedAt: "accepted",
    shows: [
      // The address is one for documentation, and is gone again before the next line.
      {
        service: "a",
        run: ["sh", "-c", "ip addr add 203.0.113.77/32 dev lo && ip addr del 203.0.113.77/32 dev lo && echo changed"],
        prints: /^changed$/m,
      },
    ],
  },
  {
    rule: "build-network-unsupported",
    services: `a: {build: {context: ., dockerfile_inline: 'FROM busybox', network: other}}`,
    refusedAt: "up",
    says: /network mode "other" not supported by buildkit/,
  },
  {
    rule: "default-bridge-links",
    services: `a: {${idle}, network_mode: bridge, links: [b], depends_on: [b]}\n  b: {${idle}, network_mode: bridge}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["ping", "-c", "1", "-W", "1", "b"], prints: /1 packets received/ }],
  },
  {
    rule: "networks-publish-nothing",
    services: `a: {image: busybox, command: [httpd, -f, -p, '80'], ports: ['18096:80'], networks: [n]}\n  b: {${idle}, network_mode: host}`,
    rest: "networks: {n: {internal: true}}",
    refusedAt: "accepted",
    shows: [{ service: "b", run: ["sh", "-c", "wget -qO- http://127.0.0.1:18096 2>&1; true"], prints: /refused/ }],
  },
  {
    rule: "misspelt-host-name",
    services: `a: {${idle}, dns: [127.0.0.1], dns_opt: ['timeout:1', 'attempts:1'], extra_hosts: ['host.docker.internal:host-gateway'], environment: {URL: 'http://docker.host.internal:80'}}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["sh", "-c", "nslookup docker.host.internal || echo gone"], prints: /gone/ }],
  },
  {
    rule: "host-service-unreachable",
    services: `a: {${serving(18_094)}, network_mode: host}\n  b: {${idle}, environment: {URL: 'http://localhost:18094'}}`,
    refusedAt: "accepted",
    shows: [{ service: "b", run: ["wget", "-O-", "http://localhost:18094"], prints: /Connection refused/ }],
  },
  {
    rule: "host-service-unreachable",
    services: `a: {${serving(18_095)}, network_mode: host}\n  b: {${asking}, environment: {URL: 'http://host.docker.internal:18095'}}`,
    refusedAt: "accepted",
    shows: [{ service: "b", run: ["wget", "-O-", "http://host.docker.internal:18095"], prints: /bad address/ }],
  },
  {
    rule: "localhost-for-neighbour",
    services: `a: {${idle}, environment: {URL: 'http://localhost:18099'}}\n  b: {${serving(80)}, ports: ['18099:80']}`,
    refusedAt: "accepted",
    shows: [
      { service: "a", run: ["wget", "-O-", "http://localhost:18099"], prints: /Connection refused/ },
      { service: "a", run: ["wget", "-O-", "http://b:80"], prints: /404 Not Found/ },
    ],
  },
  {
    rule: "published-port-inside",
    services: `a: {${idle}, environment: {URL: 'http://b:18099'}}\n  b: {${serving(80)}, ports: ['18099:80']}`,
    refusedAt: "accepted",
    shows: [
      { service: "a", run: ["wget", "-O-", "http://b:18099"], prints: /Connection refused/ },
      { service: "a", run: ["wget", "-O-", "http://b:80"], prints: /404 Not Found/ },
    ],
  },
  {
    rule: "gateway-for-neighbour",
    services: `a: {${asking}, environment: {URL: 'http://host.docker.internal:18099'}}\n  b: {${serving(80)}, ports: ['18099:80']}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["wget", "-O-", "http://host.docker.internal:18099"], prints: /bad address/ }],
  },
  {
    rule: "gateway-for-neighbour",
    services: `a: {${idle}, extra_hosts: ['host.docker.internal:host-gateway'], environment: {URL: 'http://host.docker.internal:18099'}}\n  b: {${serving(80)}, ports: ['127.0.0.1:18099:80']}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["wget", "-O-", "http://host.docker.internal:18099"], prints: /Connection refused/ }],
  },
  {
    rule: "ipv6-address-without-ipv6",
    services: `a: {${idle}, networks: {n: {ipv6_address: '2001:db8:70::10'}}}`,
    rest: "networks: {n: {ipam: {config: [{subnet: 10.243.0.0/24}, {subnet: '2001:db8:70::/64'}]}}}",
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["sh", "-c", "ip -6 addr show eth0; echo end"], prints: /^(?!.*2001:db8)[^]*end/ }],
  },
  {
    rule: "own-port-not-published",
    services: `a: {image: busybox, command: [sh, -c, 'httpd -f -p $$PORT'], init: true, environment: {PORT: '3000'}, ports: ['18097:80']}\n  b: {${idle}}`,
    refusedAt: "accepted",
    shows: [
      { service: "b", run: ["wget", "-O-", "http://a:80"], prints: /Connection refused/ },
      { service: "b", run: ["wget", "-O-", "http://a:3000"], prints: /404 Not Found/ },
    ],
  },
  {
    rule: "unknown-host-name",
    services: `a: {${idle}, environment: {URL: 'http://database:18098'}}\n  db: {${serving(18_098)}}`,
    refusedAt: "accepted",
    shows: [
      // The engine asks the host's servers, which may take their time.
      {
        service: "a",
        run: ["sh", "-c", "timeout 3 wget -O- http://database:18098 || echo nobody"],
        prints: /nobody/,
      },
      { service: "a", run: ["wget", "-O-", "http://db:18098"], prints: /404 Not Found/ },
    ],
  },
  {
    rule: "url-without-host",
    services: `a: {${idle}, environment: {URL: 'http:///b'}}\n  b: {${serving(80)}}`,
    refusedAt: "accepted",
    shows: [
      { service: "a", run: ["wget", "-O-", "http:///b"], prints: /bad address|refused/ },
      { service: "a", run: ["wget", "-O-", "http://b"], prints: /404 Not Found/ },
    ],
  },
  {
    rule: "shared-namespace-port-taken",
    services: `a: {${serving(18_099)}}\n  b: {${serving(18_099)}, network_mode: 'service:a'}`,
    refusedAt: "accepted",
    shows: [{ service: "b", prints: /Address (?:already )?in use/ }],
  },
  // What the messages advise instead.
  {
    rule: undefined,
    services: `a: {${serving(18_092)}, network_mode: host}\n  b: {${idle}, extra_hosts: ['host.docker.internal:host-gateway'], environment: {URL: 'http://host.docker.internal:18092'}}`,
    refusedAt: "accepted",
    shows: [{ service: "b", run: ["wget", "-O-", "http://host.docker.internal:18092"], prints: /404 Not Found/ }],
  },
  {
    rule: undefined,
    services: `a: {${idle}, network_mode: host, environment: {URL: 'http://localhost:18093'}}\n  b: {${serving(80)}, ports: ['18093:80']}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["wget", "-O-", "http://localhost:18093"], prints: /404 Not Found/ }],
  },
  {
    rule: "listens-on-loopback",
    services: `a: {image: busybox, command: [httpd, -f, -p, '127.0.0.1:18096'], ports: ['18096:18096']}\n  b: {${idle}}`,
    refusedAt: "accepted",
    shows: [
      { service: "b", run: ["wget", "-O-", "http://a:18096"], prints: /Connection refused/ },
      { service: "a", run: ["wget", "-O-", "http://127.0.0.1:18096"], prints: /404 Not Found/ },
    ],
  },
  {
    rule: "variable-only-in-env-file",
    services: `a: {image: busybox, command: [httpd, -f, -p, '80'], ports: ['\${WEB_PORT}:80'], env_file: web.env}\n  b: {${idle}, network_mode: host}`,
    files: { "web.env": "WEB_PORT=18090\n" },
    refusedAt: "accepted",
    warns: /WEB_PORT\\?" variable is not set/,
    shows: [
      { service: "a", run: ["sh", "-c", "echo $WEB_PORT"], prints: /^18090$/m },
      { service: "b", run: ["sh", "-c", "wget -qO- http://127.0.0.1:18090 2>&1; true"], prints: /refused/ },
    ],
  },
  // D, as far as `docker compose up` goes.
  {
    rule: "port-mode-without-swarm",
    services: `a: {${serving(80)}, ports: [{target: 80, published: '18094', mode: host}]}\n  b: {${idle}, network_mode: host}`,
    refusedAt: "accepted",
    shows: [{ service: "b", run: ["wget", "-O-", "http://localhost:18094"], prints: /404 Not Found/ }],
  },
];
