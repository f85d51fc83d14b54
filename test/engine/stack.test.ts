import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { startPrivateEngine, type PrivateEngine } from "../../scripts/engine/daemon.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { importImages } from "../../scripts/engine/images.mjs";
import { FileCache } from "../../server/src/workspace/fileCache";
import { nodeFileSystem } from "../../server/src/workspace/nodeFileSystem";
import { Projects } from "../../server/src/workspace/projects";
import { Analyser } from "../../server/src/workspace/analyse";
import { defaultSettings } from "../../server/src/workspace/settings";
import { freePort } from "./freePort";

/**
 * What the pages say of `docker stack deploy` (docs/docker-behaviour.md#swarm), asked of the real one on a swarm of one
 * node.
 */
interface Row {
  readonly rule: string;
  /** Under `services`, in flow style. */
  readonly services: string;
  readonly rest?: string;
  /** What `docker stack deploy` says. */
  readonly says?: RegExp;
  /** `docker stack deploy` stops there. */
  readonly stops?: true;
  /** What becomes of a task. */
  readonly task?: RegExp;
  /** The same on an engine of version 28 and newer, where it is another: created, it fails again and again. */
  readonly taskFrom28?: RegExp;
  /** The ports of service `a` that Swarm publishes. */
  readonly published?: readonly object[];
  /** What is seen of its container once that runs. */
  readonly container?: (seen: Container) => void;
  /** Whether the engine has networks of these names. */
  readonly networks?: Readonly<Record<string, boolean>>;
}

interface Container {
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>>;
    readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>>;
  };
}

const idle = "image: busybox, command: [sleep, '60']";
const outside = "networks: {outside: {name: host, external: true}}";

const rows: readonly Row[] = [
  {
    rule: "stack-ignores-network-mode",
    services: `a: {${idle}, network_mode: host, ports: ['18080:80']}`,
    says: /Ignoring unsupported options: network_mode/,
    published: [{ PublishedPort: 18_080, TargetPort: 80, PublishMode: "ingress" }],
  },
  {
    rule: "stack-ignores-host-ip",
    services: `a: {${idle}, ports: ['127.0.0.1:18080:80']}`,
    says: /ignoring IP-address \(127\.0\.0\.1:18080:80\/tcp\) service will listen on '0\.0\.0\.0'/,
  },
  {
    rule: "stack-dnsrr-with-ingress",
    services: `a: {${idle}, ports: ['18080:80'], deploy: {endpoint_mode: dnsrr}}`,
    says: /port published with ingress mode can't be used with dnsrr mode/,
    stops: true,
  },
  {
    rule: "stack-ignores-links",
    services: `a: {${idle}, links: ['b:c']}\n  b: {${idle}}`,
    says: /Ignoring unsupported options: links/,
  },
  {
    rule: "stack-ignores-mac-address",
    services: `a: {${idle}, mac_address: '02:42:ac:11:65:43'}`,
    says: /Ignoring unsupported options: mac_address/,
  },
  {
    rule: "stack-host-network-with-ports",
    services: `a: {${idle}, networks: [outside], ports: ['18080:80']}`,
    rest: outside,
    task: /^rejected: container cannot be disconnected from host network or connected to host network$/m,
    // Which of the two it says depends on which of the networks it comes to first.
    taskFrom28:
      /^failed: starting container failed: .*(?:container sharing network namespace with another container or host cannot be connected to any other network|container must be created in host network mode)$/m,
  },
  {
    rule: "stack-host-network-with-ports",
    services: `a: {${idle}, networks: [outside], ports: [{target: 80, published: 18080, mode: host}]}`,
    rest: outside,
    task: /^running: $/m,
  },
  {
    rule: "stack-host-network-with-others",
    services: `a: {${idle}, networks: [outside, back]}`,
    rest: "networks: {outside: {name: host, external: true}, back: {}}",
    task: /^rejected: container sharing network namespace with another container or host cannot be connected to any other network$/m,
    taskFrom28:
      /^failed: starting container failed: .*(?:container sharing network namespace with another container or host cannot be connected to any other network|container must be created in host network mode)$/m,
  },
  {
    rule: "stack-host-port-replicas",
    services: `a: {${idle}, ports: [{target: 80, published: 18080, mode: host}], deploy: {replicas: 2}}`,
    task: /^pending: no suitable node \(host-mode port already in use on 1 node\)$/m,
  },
  {
    rule: "stack-target-twice",
    services: `a: {${idle}, ports: [{target: 80, published: 18080, mode: host}, {target: 80, published: 18081, mode: host}]}`,
    container: ({ NetworkSettings: { Ports } }) => {
      const hostPorts = new Set(Object.values(Ports).flatMap((each) => (each ?? []).map(({ HostPort }) => HostPort)));
      expect(hostPorts.size).toBe(1);
    },
  },
  {
    rule: "stack-ignores-fixed-address",
    services: `a: {${idle}, networks: {n: {ipv4_address: 10.243.0.99}}}`,
    rest: "networks: {n: {ipam: {config: [{subnet: 10.243.0.0/24}]}}}",
    container: ({ NetworkSettings: { Networks } }) => {
      expect(Networks["hostside-test_n"]?.IPAddress).toMatch(/^10\.243\.0\.(?!99$)\d+$/);
    },
  },
  {
    rule: "proxy-network-name",
    services: `a: {${idle}, networks: [n, m], deploy: {labels: [traefik.docker.network=n]}}`,
    rest: "networks: {n: {}, m: {}}",
    networks: { n: false, "hostside-test_n": true },
  },
];

const stack = "hostside-test";
let engine: PrivateEngine;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "hostside-stack-"));
  file = path.join(folder, "compose.yaml");
  engine = await startPrivateEngine({ programs: inject("enginePrograms") });
  await importImages(engine.socket);
  const swarm = {
    ListenAddr: `127.0.0.1:${await freePort()}`,
    AdvertiseAddr: "127.0.0.1",
    DataPathPort: await freePort(),
  };
  await callEngine(engine.socket, "/swarm/init", { method: "POST", json: swarm });
}, 120_000);

afterAll(async () => {
  await callEngine(engine.socket, "/swarm/leave?force=1", { method: "POST" });
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

/** Swarm removes things in its own time, and the next row has the same names. */
afterEach(async () => {
  await docker("stack", "rm", stack);
  await vi.waitFor(
    async () => {
      expect(await callEngineJson(engine.socket, "/tasks")).toEqual([]);
      const filters = encodeURIComponent(JSON.stringify({ label: [`com.docker.stack.namespace=${stack}`] }));
      expect(await callEngineJson(engine.socket, `/networks?filters=${filters}`)).toEqual([]);
    },
    { timeout: 40_000, interval: 200 },
  );
});

/** Docker's own command line, of the engine's version. */
function docker(...words: string[]): Promise<{ failed: boolean; said: string }> {
  const env = {
    PATH: [inject("enginePrograms") ?? "", process.env.PATH].join(":"),
    HOME: folder,
    DOCKER_HOST: engine.host,
  };
  return new Promise((resolve) => {
    execFile("docker", words, { env, timeout: 50_000 }, (error, out, err) =>
      resolve({ failed: error !== null, said: `${out}${err}` }),
    );
  });
}

interface Task {
  readonly Status: { readonly State: string; readonly Err?: string };
}

interface SwarmService {
  readonly Spec: { readonly Name: string };
  readonly Endpoint: { readonly Ports?: readonly object[] };
}

async function findings(): Promise<string[]> {
  const cache = new FileCache(nodeFileSystem);
  const projects = new Projects(cache, { environment: () => undefined, deployedWith: "stack" });
  const analyser = new Analyser(cache);
  const found = await projects.of(file, [folder]);
  return found.flatMap((project) => analyser.reports(project, defaultSettings.severities)).map(({ rule }) => rule);
}

describe("what the pages say of docker stack deploy", () => {
  it.each(
    rows.map((row) => [`${row.rule}: ${row.services.replaceAll(idle, "...").replaceAll("\n", "")}`, row] as const),
  )("%s", { timeout: 90_000 }, async (_name, row) => {
    const { rule, services, rest = "", says, stops = false, published, container, networks = {} } = row;
    const task = inject("engineMajor") < 28 ? row.task : (row.taskFrom28 ?? row.task);
    writeFileSync(file, `version: "3.8"\nservices:\n  ${services}\n${rest}\n`);
    expect(await findings()).toEqual([rule]);
    const deployed = await docker("stack", "deploy", "-c", file, stack);
    expect(deployed).toEqual({ failed: stops, said: expect.stringMatching(says ?? /Creating service/) as string });
    if (task !== undefined) {
      await vi.waitFor(
        async () => {
          const tasks = await callEngineJson<Task[]>(engine.socket, "/tasks");
          expect(tasks.map(({ Status }) => `${Status.State}: ${Status.Err ?? ""}`).join("\n")).toMatch(task);
        },
        { timeout: 30_000, interval: 200 },
      );
    }
    const known = await callEngineJson<{ Name: string }[]>(engine.socket, "/networks");
    for (const [name, isThere] of Object.entries(networks)) {
      expect([name, known.some(({ Name }) => Name === name)]).toEqual([name, isThere]);
    }
    if (container !== undefined) {
      await vi.waitFor(
        async () => {
          const [running] = await callEngineJson<{ Id: string }[]>(engine.socket, "/containers/json");
          container(await callEngineJson<Container>(engine.socket, `/containers/${running?.Id ?? "none"}/json`));
        },
        { timeout: 30_000, interval: 200 },
      );
    }
    if (published !== undefined) {
      await vi.waitFor(
        async () => {
          const all = await callEngineJson<SwarmService[]>(engine.socket, "/services");
          expect(all.find(({ Spec }) => Spec.Name === `${stack}_a`)?.Endpoint.Ports).toMatchObject(published);
        },
        { timeout: 30_000, interval: 200 },
      );
    }
  });
});
