import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { composeEnvironment } from "../../scripts/compose/oracle.mjs";
import { FileCache } from "../../server/src/workspace/fileCache";
import { nodeFileSystem } from "../../server/src/workspace/nodeFileSystem";
import { Projects } from "../../server/src/workspace/projects";
import { Analyser } from "../../server/src/workspace/analyse";

/** What the pages of the rules say of Docker, asked of the real engine and the real Compose. */
interface Row {
  /** The rule that speaks; none of them may speak of the others' rows. */
  readonly rule: string;
  readonly services: string;
  readonly rest?: string;
  /** `config`: Compose refuses to load. `up`: the engine refuses. `accepted`: it runs, and does nothing of what is written. */
  readonly refusedAt: "config" | "up" | "accepted";
  readonly says?: RegExp;
}

const sleep = "image: busybox, command: [sleep, '60']";
const rows: readonly Row[] = [
  // A
  {
    rule: "host-with-networks",
    services: `a: {${sleep}, network_mode: host, networks: [n]}`,
    rest: "networks: {n: {}}",
    refusedAt: "config",
    says: /mutually exclusive `network_mode` and `networks`/,
  },
  {
    rule: "network-mode-with-networks",
    services: `a: {${sleep}, network_mode: none, networks: [n]}`,
    rest: "networks: {n: {}}",
    refusedAt: "config",
    says: /mutually exclusive/,
  },
  {
    rule: "networks-null",
    services: `a: {${sleep}, networks: null}`,
    refusedAt: "config",
    says: /networks must be a (array|list)/,
  },
  {
    rule: "host-as-network",
    services: `a: {${sleep}, networks: [host]}`,
    refusedAt: "config",
    says: /refers to undefined network host/,
  },
  {
    rule: "undefined-network",
    services: `a: {${sleep}, networks: [n]}`,
    refusedAt: "config",
    says: /refers to undefined network n/,
  },
  {
    rule: "undefined-service",
    services: `a: {${sleep}, links: [b]}`,
    refusedAt: "config",
    says: /depends on undefined service "b"/,
  },
  {
    rule: "service-mode-undefined",
    services: `a: {${sleep}, network_mode: 'service:b'}`,
    refusedAt: "config",
    says: /depends on undefined service "b"/,
  },
  {
    rule: "service-mode-undefined",
    services: `a: {${sleep}, network_mode: 'service:b'}\n  b: {${sleep}, profiles: [p]}`,
    refusedAt: "config",
    says: /depends on undefined service "b"/,
  },
  {
    rule: "service-mode-cycle",
    services: `a: {${sleep}, network_mode: 'service:b'}\n  b: {${sleep}, depends_on: [a]}`,
    refusedAt: "config",
    says: /dependency cycle detected/,
  },
  {
    rule: "invalid-port",
    services: `a: {${sleep}, ports: ['localhost:18090:80']}`,
    refusedAt: "config",
    says: /Invalid ip address|invalid/i,
  },
  // B
  {
    rule: "host-links",
    services: `a: {${sleep}, network_mode: host, links: [b]}\n  b: {${sleep}}`,
    refusedAt: "up",
    says: /host type networking can't be used with links/,
  },
  {
    rule: "link-to-host",
    services: `a: {${sleep}, network_mode: bridge, links: [b]}\n  b: {${sleep}, network_mode: host}`,
    refusedAt: "up",
    says: /host type networking can't be used with links/,
  },
  {
    rule: "link-to-host",
    services: `a: {${sleep}, links: [b]}\n  b: {${sleep}, network_mode: host}`,
    refusedAt: "accepted",
  },
  {
    rule: "host-net-sysctl",
    services: `a: {${sleep}, network_mode: host, sysctls: {net.core.somaxconn: 1024}}`,
    refusedAt: "up",
    says: /not allowed in host network namespace/,
  },
  {
    rule: "host-net-sysctl",
    services: `a: {${sleep}, network_mode: 'service:b', sysctls: {net.core.somaxconn: 1024}}\n  b: {${sleep}, network_mode: host}`,
    refusedAt: "up",
    says: /not allowed in host network namespace/,
  },
  {
    rule: "uts-host-with-hostname",
    services: `a: {${sleep}, uts: host, hostname: x}`,
    refusedAt: "up",
    says: /hostname and the UTS mode/,
  },
  {
    rule: "predefined-network-joined",
    services: `a: {${sleep}, networks: [h]}`,
    rest: "networks: {h: {name: host, external: true}}",
    refusedAt: "up",
    says: /network-scoped alias is supported only for containers in user defined networks/,
  },
  {
    rule: "predefined-network-joined",
    services: `a: {${sleep}, networks: [h]}`,
    rest: "networks: {h: {name: host}}",
    refusedAt: "up",
    says: /incorrect label com.docker.compose.network/,
  },
  {
    rule: "host-network-driver",
    services: `a: {${sleep}}`,
    rest: "networks: {default: {driver: host}}",
    refusedAt: "up",
    says: /only one instance of "host" network is allowed/,
  },
  {
    rule: "host-network-driver",
    services: `a: {${sleep}}`,
    rest: "networks: {default: {driver: none}}",
    refusedAt: "up",
    says: /plugin "none" not found/,
  },
  {
    rule: "host-network-driver",
    services: `a: {${sleep}}`,
    rest: "networks: {default: {driver: 'null'}}",
    refusedAt: "up",
    says: /only one instance of "null" network is allowed/,
  },
  {
    rule: "shared-namespace-with-ports",
    services: `a: {${sleep}, network_mode: 'service:b', ports: ['18090:80']}\n  b: {${sleep}}`,
    refusedAt: "up",
    says: /port publishing and the container type network mode/,
  },
  {
    rule: "shared-namespace-with-expose",
    services: `a: {${sleep}, network_mode: 'service:b', expose: ['80']}\n  b: {${sleep}}`,
    refusedAt: "up",
    says: /port exposing and the container type network mode/,
  },
  {
    rule: "shared-namespace-with-hostname",
    services: `a: {${sleep}, network_mode: 'service:b', hostname: x}\n  b: {${sleep}}`,
    refusedAt: "up",
    says: /hostname and the network mode/,
  },
  {
    rule: "shared-namespace-with-dns",
    services: `a: {${sleep}, network_mode: 'service:b', dns: [9.9.9.9]}\n  b: {${sleep}}`,
    refusedAt: "up",
    says: /dns and the network mode/,
  },
  {
    rule: "shared-namespace-with-extra-hosts",
    services: `a: {${sleep}, network_mode: 'service:b', extra_hosts: ['x:1.2.3.4']}\n  b: {${sleep}}`,
    refusedAt: "up",
    says: /custom host-to-IP mapping and the network mode/,
  },
  {
    rule: "shared-namespace-with-links",
    services: `a: {${sleep}, network_mode: 'service:b', links: [c]}\n  b: {${sleep}}\n  c: {${sleep}}`,
    refusedAt: "up",
    says: /container type network can't be used with links/,
  },
  {
    rule: "container-mode-empty",
    services: `a: {${sleep}, network_mode: 'container:'}`,
    refusedAt: "up",
    says: /invalid container format container:<name\|id>/i,
  },
  {
    rule: "unknown-network-mode",
    services: `a: {${sleep}, network_mode: Host}`,
    refusedAt: "up",
    says: /network Host not found/,
  },
  {
    rule: "compose-network-as-mode",
    services: `a: {${sleep}, network_mode: n}`,
    rest: "networks: {n: {}}",
    refusedAt: "up",
    says: /network n not found/,
  },
  {
    rule: "service-mode-replicas",
    services: `a: {${sleep}, network_mode: 'service:b'}\n  b: {${sleep}, scale: 0}`,
    refusedAt: "up",
    says: /cannot share network namespace with service b: container missing/,
  },
  // C
  {
    rule: "host-ports-discarded",
    services: `a: {${sleep}, network_mode: host, ports: ['18090:80']}`,
    refusedAt: "accepted",
    says: /Published ports are discarded when using host network mode/,
  },
  { rule: "host-expose", services: `a: {${sleep}, network_mode: host, expose: ['80']}`, refusedAt: "accepted" },
  {
    rule: "none-ports-discarded",
    services: `a: {${sleep}, network_mode: none, ports: ['18090:80']}`,
    refusedAt: "accepted",
  },
  { rule: "empty-network-mode", services: `a: {${sleep}, network_mode: ''}`, refusedAt: "accepted" },
  { rule: "host-replicas", services: `a: {${sleep}, network_mode: host, scale: 2}`, refusedAt: "accepted" },
  {
    rule: "redundant-depends-on",
    services: `a: {${sleep}, network_mode: 'service:b', depends_on: [b]}\n  b: {${sleep}}`,
    refusedAt: "accepted",
  },
  // E
  {
    rule: "duplicate-published-port",
    services: `a: {${sleep}, ports: ['127.0.0.1:18090:80']}\n  b: {${sleep}, ports: ['18090:80']}`,
    refusedAt: "up",
    says: /port is already allocated|address already in use/,
  },
  {
    rule: "repeated-published-port",
    services: `a: {${sleep}, ports: ['18090:80', '18090:81']}`,
    refusedAt: "up",
    says: /port is already allocated|address already in use/,
  },
  {
    rule: "replicas-published-port",
    services: `a: {${sleep}, ports: ['18090:80'], scale: 2}`,
    refusedAt: "up",
    says: /port is already allocated|address already in use/,
  },
  {
    rule: "host-port-conflict",
    services: `a: {image: busybox, network_mode: host, command: [httpd, -f, -p, '18091'], expose: ['18091']}\n  b: {${sleep}, ports: ['18091:80'], depends_on: [a]}`,
    refusedAt: "up",
    says: /address already in use/,
  },
];

const compose = await findCompose("sid");
const missing = "unavailable" in compose ? compose.unavailable : undefined;
const project = "hostside-rules";
let folder: string;
let file: string;

function ask(...words: string[]): Promise<{ code: number; said: string }> {
  if ("unavailable" in compose) throw new Error(compose.unavailable);
  const env = { ...composeEnvironment, DOCKER_HOST: `unix://${inject("dockerSocket")}` };
  return new Promise((resolve) => {
    execFile(compose.path, ["-p", project, "-f", file, ...words], { env, timeout: 50_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : 1, said: `${out}${err}` }),
    );
  });
}

async function findings(): Promise<{ rule: string; severity: string }[]> {
  const cache = new FileCache(nodeFileSystem);
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, [folder]);
  return projects.flatMap((each) => new Analyser(cache).reports(each, {}));
}

describe.skipIf(missing !== undefined)(
  `what the pages say, on a real engine (${missing ?? "Compose is there"})`,
  () => {
    beforeAll(() => {
      folder = mkdtempSync(path.join(tmpdir(), "hostside-rules-"));
      file = path.join(folder, "compose.yaml");
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it.each(
      rows.map((row) => [`${row.rule}: ${row.services.replaceAll(sleep, "...").replace("\n", "")}`, row] as const),
    )("%s", async (_name, { rule, services, rest = "", refusedAt, says }) => {
      writeFileSync(file, `services:\n  ${services}\n${rest}\n`);
      expect((await findings()).map((finding) => finding.rule)).toContain(rule);
      const config = await ask("config", "-q");
      if (refusedAt === "config") {
        expect(config.code).not.toBe(0);
        expect(config.said).toMatch(says ?? /./);
        return;
      }
      expect(config.said).toBe("");
      try {
        const up = await ask("up", "-d", "--pull", "never");
        expect([up.code, up.said]).toEqual([refusedAt === "up" ? 1 : 0, expect.stringMatching(says ?? /./)]);
      } finally {
        await ask("down", "-t", "0", "--remove-orphans");
      }
    });
  },
);
