import { execFile } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { contradictions } from "../../client/src/insight/contradictions";
import { english } from "../../client/test/english";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { composeEnvironment } from "../../scripts/compose/oracle.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { finish } from "../../server/src/compose/syntax/steps";
import { projectPlaces } from "../../server/src/features/projectPlaces";
import { NetworkFacts } from "../../server/src/network/model";
import { FileCache } from "../../server/src/workspace/fileCache";
import { nodeFileSystem } from "../../server/src/workspace/nodeFileSystem";
import { Projects } from "../../server/src/workspace/projects";

const compose = await findCompose("sid");
const missing = "unavailable" in compose ? compose.unavailable : undefined;
const socket = inject("dockerSocket");
const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const live = new LiveInventory({ connect: () => Promise.resolve(engine) });
const project = "hostside-drift";
let folder: string;
let file: string;

function ask(...words: string[]): Promise<{ code: number; said: string }> {
  if ("unavailable" in compose) throw new Error(compose.unavailable);
  const env = { ...composeEnvironment, DOCKER_HOST: `unix://${socket}` };
  return new Promise((resolve) => {
    execFile(compose.path, words, { env, cwd: folder, timeout: 50_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : 1, said: `${out}${err}` }),
    );
  });
}

/** What is said of the file as it is on disk, with the text that it stands on. */
async function said(): Promise<string[]> {
  const cache = new FileCache(nodeFileSystem);
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, [folder]);
  const document = cache.document(file);
  if (typeof document === "string") throw new Error(document);
  const places = finish(projectPlaces(document, projects, new NetworkFacts()));
  const { status, inventory } = live;
  if (status.kind !== "ready") throw new Error("the engine is not there");
  const known = { name: "", key: "", inventory, problems: () => [], facts: status.facts };
  const lines = document.text.split("\n");
  return contradictions(file, places, [known], english).map(
    ({ range: { start, end }, message }) => `${lines[start.line]?.slice(start.character, end.character)}: ${message}`,
  );
}
const soon = (expected: readonly unknown[]): Promise<void> =>
  vi.waitFor(async () => expect(await said()).toEqual(expected), { timeout: 15_000, interval: 200 });

/** Web with this port and mode, and one service of each other kind. */
const text = (port: string, web = "", address = "10.213.7.9") => `name: ${project}
services:
  web:
    image: busybox
    command: sleep 600
    init: true
    ports: ["${port}:80"]
    ${web}
  many:
    image: busybox
    command: sleep 600
    init: true
    ports: ["81", "127.0.0.1:38461-38462:90", "38463-38464:91-92/udp"]
    networks: { default: , fixed: { aliases: [m] } }
  fixed:
    image: busybox
    command: sleep 600
    init: true
    networks: { fixed: { ipv4_address: ${address} } }
  beside:
    image: busybox
    command: sleep 600
    init: true
    network_mode: service:web
  fast:
    image: busybox
    command: sleep 600
    init: true
    network_mode: host
  alone:
    image: busybox
    command: sleep 600
    init: true
    network_mode: none
networks:
  fixed:
    ipam: { config: [{ subnet: 10.213.7.0/24 }] }
`;

describe("what the engine has otherwise than the file", () => {
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), "hostside-drift-")));
    file = path.join(folder, "compose.yaml");
    live.start();
    await vi.waitFor(() => expect(live.status.kind).toBe("ready"), { timeout: 10_000 });
  });
  afterAll(async () => {
    if (missing === undefined) await ask("down", "-t", "0", "--remove-orphans");
    await callEngine(socket, "/networks/hostside-drift-other", { method: "DELETE" }).catch(() => undefined);
    live.stop();
    rmSync(folder, { recursive: true });
  });

  it.skipIf(missing !== undefined)(
    `is nothing after docker compose up, and what up would create again after an edit${missing === undefined ? "" : `, skipped: ${missing}`}`,
    async () => {
      writeFileSync(file, text("38460"));
      expect(await ask("up", "-d", "--pull", "never")).toMatchObject({ code: 0 });
      await soon([]);
      writeFileSync(file, text("38465"));
      const again = "`docker compose up -d web` would create it again, as it is written here.";
      const drift = `"38465:80": ${project}-web-1 runs with 38460->80. ${again}`;
      await soon([drift]);
      const before = (await ask("ps", "-q", "web")).said;
      expect(await ask("up", "-d", "--pull", "never", "web")).toMatchObject({ code: 0 });
      expect((await ask("ps", "-q", "web")).said).not.toBe(before);
      await soon([]);
      writeFileSync(file, text("38465", "network_mode: host"));
      await soon([expect.stringMatching(/^host: hostside-drift-web-1 runs on network hostside-drift_default\./u)]);
      writeFileSync(file, text("38465", "", "10.213.7.10"));
      await soon([expect.stringMatching(/^10\.213\.7\.10: hostside-drift-fixed-1 has the address 10\.213\.7\.9 on/u)]);
    },
    90_000,
  );

  it.skipIf(missing !== undefined)(
    `is nothing of what docker compose run made${missing === undefined ? "" : `, skipped: ${missing}`}`,
    async () => {
      writeFileSync(file, text("38465"));
      expect(await ask("run", "-d", "--name", `${project}-once`, "web", "sleep", "600")).toMatchObject({ code: 0 });
      await vi.waitFor(() => {
        const names = [...live.inventory.containers.values()].map(({ name }) => name);
        expect(names).toContain(`${project}-once`);
      });
      await soon([]);
    },
    60_000,
  );

  it.skipIf(missing !== undefined)(
    `is a network that is missing, a subnet and an address that are held, and up fails${missing === undefined ? "" : `, skipped: ${missing}`}`,
    async () => {
      const service = "    image: busybox\n    command: sleep 600\n    init: true\n";
      const fails = async (body: string, expected: RegExp, engineSays: RegExp): Promise<void> => {
        writeFileSync(file, `name: ${project}-two\n${body}`);
        await soon([expect.stringMatching(expected)]);
        const up = await ask("up", "-d", "--pull", "never");
        expect([up.code, up.said]).toEqual([1, expect.stringMatching(engineSays)]);
        await ask("down", "-t", "0");
      };
      await fails(
        `services:\n  a:\n${service}    networks: [far]\nnetworks:\n  far: { external: true, name: hostside-nowhere }\n`,
        /^far: The engine has no network hostside-nowhere/u,
        /network hostside-nowhere declared as external, but could not be found/u,
      );
      // Of a network that nothing joins Compose does not ask.
      writeFileSync(
        file,
        `name: ${project}-two\nservices:\n  a:\n${service}networks:\n  far: { external: true, name: hostside-nowhere }\n`,
      );
      await soon([]);
      expect(await ask("up", "-d", "--pull", "never")).toMatchObject({ code: 0 });
      await ask("down", "-t", "0");
      const IPAM = { Config: [{ Subnet: "10.213.8.0/24" }] };
      const { Id } = await callEngineJson<{ Id: string }>(socket, "/networks/create", {
        method: "POST",
        json: { Name: "hostside-drift-other", Driver: "bridge", IPAM },
      });
      await vi.waitFor(() => expect([...live.inventory.networks.keys()]).toContain(Id));
      await fails(
        `services:\n  a:\n${service}    networks: [near]\nnetworks:\n  near: { ipam: { config: [{ subnet: 10.213.8.128/25 }] } }\n`,
        /^10\.213\.8\.128\/25: Subnet 10\.213\.8\.128\/25 meets network hostside-drift-other/u,
        /overlaps/u,
      );
      await fails(
        `services:\n  a:\n${service}    networks: { fixed: { ipv4_address: 10.213.7.9 } }\nnetworks:\n  fixed: { external: true, name: ${project}_fixed }\n`,
        /^10\.213\.7\.9: Address 10\.213\.7\.9 on network hostside-drift_fixed is held by container hostside-drift-fixed-1/u,
        /Address already in use/iu,
      );
      writeFileSync(file, text("38465"));
    },
    90_000,
  );
});
