import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { engineRefusal } from "../../src/insight/engineRefusals";
import { problemBrief, problemText, publishedPortIn } from "../../src/insight/problems";
import { english } from "../english";

const owner = "3".repeat(64);

/** Every message of docs/docker-behaviour.md by which an engine refuses, in the words of each version; then the page. */
const messages: readonly (readonly [words: string, page: string | undefined, about: string])[] = [
  [
    "conflicting options: host type networking can't be used with links. This would result in undefined behavior",
    "host-links",
    "",
  ],
  [
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: sysctl "net.core.somaxconn" not allowed in host network namespace: unknown',
    "host-net-sysctl",
    "net.core.somaxconn",
  ],
  ["conflicting options: hostname and the UTS mode", "uts-host-with-hostname", ""],
  ["conflicting options: mac-address and the network mode", "mac-address-without-interface", ""],
  ["cannot share the host's network namespace when user namespaces are enabled", "host-on-userns-remap", ""],
  ["OCI runtime create failed: runc create failed: sethostname: invalid argument", "hostname-too-long", ""],
  ["network-scoped alias is supported only for containers in user defined networks", "predefined-network-joined", ""],
  [
    "invalid config for network host: invalid endpoint settings:\nnetwork-scoped aliases are only supported for user-defined networks",
    "predefined-network-joined",
    "",
  ],
  ["user specified IP address is supported on user defined networks only", "predefined-network-joined", ""],
  ["user-specified IP address is supported on user-defined networks only", "predefined-network-joined", ""],
  [
    "container sharing network namespace with another container or host cannot be connected to any other network",
    "predefined-network-joined",
    "",
  ],
  ["container cannot be disconnected from host network or connected to host network", "predefined-network-joined", ""],
  ["starting container failed: container must be created in host network mode", "predefined-network-joined", ""],
  [
    'network host was found but has incorrect label com.docker.compose.network set to "" (expected: "h")',
    "predefined-network-joined",
    "",
  ],
  [
    'failed to create network p_h: Error response from daemon: only one instance of "host" network is allowed',
    "host-network-driver",
    "host",
  ],
  ['plugin "none" not found', "host-network-driver", "none"],
  ["network Host not found", "unknown-network-mode", "Host"],
  ["network Host not manually attachable", "unknown-network-mode", "Host"],
  [`failed to set up container networking: network ${owner} not found`, "unknown-network-mode", owner],
  ["conflicting options: port publishing and the container type network mode", "shared-namespace-with-ports", ""],
  ["conflicting options: port exposing and the container type network mode", "shared-namespace-with-expose", ""],
  ["conflicting options: hostname and the network mode", "shared-namespace-with-hostname", ""],
  ["conflicting options: dns and the network mode", "shared-namespace-with-dns", ""],
  ["conflicting options: custom host-to-IP mapping and the network mode", "shared-namespace-with-extra-hosts", ""],
  [
    "conflicting options: container type network can't be used with links. This would result in undefined behavior",
    "shared-namespace-with-links",
    "",
  ],
  [`No such container: ${owner}`, undefined, owner],
  ["joining network namespace of container: No such container: web", undefined, "web"],
  [`cannot join network of a non running container: ${owner}`, undefined, owner],
  ["cannot join network namespace of a non running container: container web is created", undefined, "web"],
  ["invalid network mode: invalid container format container:<name|id>", "container-mode-empty", ""],
  ["cannot share network namespace with service b: container missing", "service-mode-replicas", "b"],
  ["no configured subnet or ip-range contain the IP address 10.9.0.9", "fixed-address-refused", ""],
  ["Invalid address 10.9.0.9: It does not belong to any of this network's subnets", "fixed-address-refused", ""],
  [
    "user specified IP address is supported only when connecting to networks with user configured subnets",
    "fixed-address-refused",
    "",
  ],
  [
    "user-specified IP address is supported only when connecting to networks with user-configured subnets",
    "fixed-address-refused",
    "",
  ],
  ["Address already in use", "fixed-address-refused", ""],
  ["failed to set up container networking: Address already in use", "fixed-address-refused", ""],
  ["invalid subnet : invalid CIDR block notation", "invalid-subnet", ""],
  ["invalid subnet 192.168.1.0/16: it should be 192.168.0.0/16", "invalid-subnet", "192.168.1.0/16"],
  [
    "failed to create network p_b: Error response from daemon: Pool overlaps with other one on this address space",
    "overlapping-subnets",
    "",
  ],
  ['invalid IP address in add-host: "host:gateway"', "invalid-extra-host", "host:gateway"],
  ["port published with ingress mode can't be used with dnsrr mode", "stack-dnsrr-with-ingress", ""],
  ["no suitable node (host-mode port already in use on 1 node)", "stack-host-port-replicas", ""],
  [
    "Error starting userland proxy: listen tcp4 192.0.2.77:8080: bind: cannot assign requested address",
    undefined,
    "192.0.2.77",
  ],
  [
    "failed to set up container networking: failed to bind host port for 192.0.2.77:8080:172.30.0.2:80/tcp: cannot assign requested address",
    undefined,
    "192.0.2.77",
  ],
  ["failed to bind host port 192.0.2.77:8080/tcp: cannot assign requested address", undefined, "192.0.2.77"],
];

/** What says that a port is taken: no refusal, and the port is told. */
const takenPorts: readonly (readonly [string, number])[] = [
  [
    "driver failed programming external connectivity on endpoint web (ab): Bind for 0.0.0.0:8080 failed: port is already allocated",
    8080,
  ],
  ["Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use", 8080],
  [
    "failed to set up container networking: failed to bind host port for 0.0.0.0:8080:172.30.0.2:80/tcp: address already in use",
    8080,
  ],
  ["failed to bind host port 0.0.0.0:8080/tcp: address already in use", 8080],
  ["failed to bind host port [::1]:8080/tcp: address already in use", 8080],
];

describe("what the engine refuses", () => {
  it.each(messages)("%s", (words, page, about) => {
    for (const said of [words, `Error response from daemon: ${words}`]) {
      const refusal = engineRefusal(said);
      expect([refusal?.form.page, refusal?.about]).toEqual([page, about]);
      const problem = { kind: "not-started", detail: said } as const;
      // What to do stands in a sentence of its own.
      expect(problemText(problem, english)).toMatch(/\. [A-Z].*\.$/u);
      expect(problemBrief(problem, english)).not.toBe("could not be started");
    }
  });

  it.each(takenPorts)("%s is about a port", (words, port) => {
    expect([engineRefusal(words), publishedPortIn(words)]).toEqual([undefined, port]);
  });

  it("leads to pages that are there", () => {
    const pages = messages.flatMap(([, page]) => page ?? []);
    const docs = path.join(import.meta.dirname, "../../../docs/rules");
    expect(pages.filter((page) => !existsSync(path.join(docs, `${page}.md`)))).toEqual([]);
  });

  it("names the other party by its name where the engine names it by an ID", () => {
    const problem = { kind: "not-started", detail: `No such container: ${owner}`, about: "db" } as const;
    expect(problemText(problem, english)).toContain("because db, whose network it shares");
    expect(problemBrief(problem, english)).toBe("shares the network of db, which does not exist");
  });

  it("says nothing of other errors", () => {
    for (const words of ['exec: "x": executable file not found in $PATH', "no space left on device", ""]) {
      expect(engineRefusal(words)).toBeUndefined();
    }
  });
});
