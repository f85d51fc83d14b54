import { asking, idle, type Row } from "./row";

/** docs/docker-behaviour.md#names-and-how-others-are-reached: which names resolve in which container. */
export const names: readonly Row[] = [
  {
    rule: "unresolvable-name",
    services: `a: {${idle}, network_mode: host, environment: {URL: 'http://b:80'}}\n  b: {${idle}}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["ping", "-c", "1", "-W", "1", "b"], prints: /bad address 'b'/ }],
  },
  {
    rule: "unresolvable-name",
    services: `a: {${asking}, environment: {URL: 'http://b:80'}}\n  b: {${idle}, network_mode: host}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["ping", "-c", "1", "-W", "1", "b"], prints: /bad address 'b'/ }],
  },
  {
    rule: "unresolvable-name",
    services: `a: {${asking}, network_mode: bridge, environment: {URL: 'http://b:80'}}\n  b: {${idle}, network_mode: bridge}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["ping", "-c", "1", "-W", "1", "b"], prints: /bad address 'b'/ }],
  },
  {
    rule: "unresolvable-name",
    services: `a: {${asking}, environment: {URL: 'http://b:80'}}\n  b: {${idle}, network_mode: 'service:c'}\n  c: {${idle}}`,
    refusedAt: "accepted",
    shows: [
      { service: "a", run: ["ping", "-c", "1", "-W", "1", "b"], prints: /bad address 'b'/ },
      { service: "a", run: ["ping", "-c", "1", "-W", "1", "c"], prints: /1 packets received/ },
    ],
  },
  {
    rule: "unresolvable-name",
    services: `a: {${asking}, networks: [n], environment: {URL: 'http://b:80'}}\n  b: {${idle}, networks: [m]}`,
    rest: "networks: {n: {}, m: {}}",
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["ping", "-c", "1", "-W", "1", "b"], prints: /bad address 'b'/ }],
  },
  {
    rule: "unresolvable-name",
    services: `a: {${asking}, environment: {URL: 'http://b:80'}}\n  b: {${idle}, network_mode: 'container:hostside-rules-own', depends_on: [c]}\n  c: {${idle}, container_name: hostside-rules-own}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["ping", "-c", "1", "-W", "1", "b"], prints: /bad address 'b'/ }],
  },
  {
    rule: "unresolvable-name",
    services: `a: {${idle}, network_mode: host, environment: {URL: 'http://hostside-rules-own:80'}}\n  b: {${idle}, container_name: hostside-rules-own}\n  c: {${idle}}`,
    refusedAt: "accepted",
    shows: [
      { service: "a", run: ["ping", "-c", "1", "-W", "1", "hostside-rules-own"], prints: /bad address/ },
      { service: "c", run: ["ping", "-c", "1", "-W", "1", "hostside-rules-own"], prints: /1 packets received/ },
    ],
  },
  {
    rule: undefined,
    services: `a: {${idle}, environment: {URL: 'http://b:80'}}\n  b: {${idle}}`,
    refusedAt: "accepted",
    shows: [{ service: "a", run: ["ping", "-c", "1", "-W", "1", "b"], prints: /1 packets received/ }],
  },
  {
    rule: "unresolvable-name",
    services: `a: {image: busybox, command: [httpd, -f, -p, '80'], dns: [127.0.0.1], dns_opt: ['timeout:1', 'attempts:1'], network_mode: bridge}\n  b: {${idle}, network_mode: 'service:a', environment: {URL: 'http://c:80'}}\n  c: {${idle}, network_mode: 'service:a'}`,
    refusedAt: "accepted",
    shows: [
      { service: "b", run: ["sh", "-c", "nslookup c || echo gone"], prints: /gone/ },
      { service: "b", run: ["sh", "-c", "wget -qO- http://localhost:80 2>&1; true"], prints: /404/ },
    ],
  },
  {
    rule: "proxy-network-name",
    services: `a: {${idle}, networks: [n, m], labels: [traefik.docker.network=n]}\n  b: {${idle}, networks: [m], environment: {DRONE_RUNNER_NETWORKS: m}}`,
    rest: "networks: {n: {}, m: {}}",
    refusedAt: "accepted",
    // Who asks the engine for the key, as Traefik and Drone's runner do, gets no network.
    networks: { n: false, m: false, "hostside-rules_n": true, "hostside-rules_m": true },
  },
  {
    rule: undefined,
    services: `a: {${idle}, networks: [n, m], labels: [traefik.docker.network=hostside-rules_n]}`,
    rest: "networks: {n: {}, m: {}}",
    refusedAt: "accepted",
    networks: { "hostside-rules_n": true },
  },
  {
    // A stand-in for a broker: it tells whoever calls where to go on.
    rule: "broker-advertises-localhost",
    services: `a: {image: busybox, command: [sh, -c, 'while true; do echo $$KAFKA_ADVERTISED_LISTENERS | nc -l -p 9092; done'], environment: {KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://localhost:9092'}}\n  b: {${idle}, environment: {BROKER: 'a:9092'}}`,
    refusedAt: "accepted",
    shows: [
      { service: "b", run: ["sh", "-c", "nc a 9092 < /dev/null"], prints: /PLAINTEXT:\/\/localhost:9092/ },
      { service: "b", run: ["sh", "-c", "nc localhost 9092 < /dev/null"], prints: /Connection refused/ },
    ],
  },
  {
    rule: "unknown-host-name",
    services: `a: {${idle}, environment: {RABBITMQ_NODENAME: rabbit@rabbit1}}\n  b: {${idle}, hostname: rabbit2, environment: {RABBITMQ_NODENAME: rabbit@rabbit2}}`,
    refusedAt: "accepted",
    shows: [
      // The engine asks the host's servers, which may take their time.
      { service: "a", run: ["sh", "-c", "timeout 3 nslookup rabbit1 || echo nobody"], prints: /nobody/ },
      { service: "b", run: ["ping", "-c", "1", "-W", "1", "rabbit2"], prints: /1 packets received/ },
    ],
  },
];
