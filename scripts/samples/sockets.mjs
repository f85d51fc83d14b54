// @ts-check
// Opens sockets of all kinds in the network namespace that it is started in, says "open", and holds them until its
// standard input is closed. Its parameter is an IPv6 address of the namespace.
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, createServer } from "node:net";

const own = process.argv[2] ?? "::1";
// What an ordinary user's program opens: the tables name whose a socket is.
process.setgid?.(1000);
process.setuid?.(1000);

for (const [host, port, ipv6Only] of /** @type {[string, number, boolean?][]} */ ([
  ["0.0.0.0", 8080],
  ["127.0.0.1", 9229],
  ["::", 8081],
  ["::", 8082, true],
  ["::1", 9230],
  [own, 8443],
])) {
  const server = createServer();
  server.listen({ host, port, ipv6Only: ipv6Only ?? false });
  await once(server, "listening");
}
for (const [type, host, port] of /** @type {["udp4" | "udp6", string, number][]} */ ([
  ["udp4", "0.0.0.0", 5353],
  ["udp4", "127.0.0.1", 8125],
  ["udp6", "::", 5354],
  ["udp6", own, 8126],
])) {
  createSocket({ type }).bind(port, host);
}
// Those that talk to somebody, which nobody else can reach.
for (const [host, port] of /** @type {[string, number][]} */ ([
  ["127.0.0.1", 9229],
  ["::1", 9230],
])) {
  await once(connect(port, host), "connect");
}
for (const [type, host, port] of /** @type {["udp4" | "udp6", string, number][]} */ ([
  ["udp4", "127.0.0.1", 8125],
  ["udp6", own, 8126],
])) {
  const talking = createSocket({ type });
  talking.connect(port, host);
  await once(talking, "connect");
}
console.log("open");
process.stdin.resume().once("close", () => process.exit(0));
