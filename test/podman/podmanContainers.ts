import { afterAll, describe, inject, vi } from "vitest";
import type { Container } from "../../client/src/docker/inventory/container";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { findContainer, type Inventory } from "../../client/src/docker/inventory/inventory";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { foreignMachine, thisMachine, type Machine } from "../../client/src/netns/read/machine";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";

const podman = inject("podman");
const missing = "missing" in podman ? podman.missing : undefined;

/** The socket of the Podman of this test run. */
const socket = "socket" in podman ? podman.socket : "";
/** This machine, with the rights of this process: Podman's processes are processes of it. */
export const here = thisMachine(process.platform, process.getuid?.());
/** The same as a user without root sees it. */
export const unprivileged: Machine = {
  ...here,
  privileged: false,
  link: (file) => (file.startsWith("/proc/self/") ? here.link(file) : Promise.resolve(undefined)),
};
/** From where one looks at the engine. */
export const ways: readonly [string, Machine][] = [
  ["root on the engine's machine", here],
  ["a user without root", unprivileged],
  ["a remote machine", foreignMachine],
];

/** The address that the host of this Podman has (scripts/engine/podmanSupervisor.mjs). */
export const hostAddress = "198.51.100.7";

/** Tests on a real Podman: skipped, with the reason in the title, where there is none. */
export function onPodman(title: string, tests: () => void): void {
  describe.skipIf(missing !== undefined)(missing === undefined ? title : `${title} (skipped: ${missing})`, tests);
}

/** What a test file makes and follows. */
export interface Bench {
  readonly engine: Engine;
  readonly live: LiveInventory;
  /** Creates a container and resolves with its ID; the name gets the file's prefix. */
  readonly create: (
    name: string,
    image: string,
    command: string[],
    hostConfig?: object,
    more?: object,
  ) => Promise<string>;
  /** The same, and starts it. */
  readonly run: (name: string, image: string, command: string[], hostConfig?: object, more?: object) => Promise<string>;
  readonly post: (path: string, json?: unknown) => Promise<string>;
  readonly remove: (path: string) => Promise<void>;
  readonly network: (name: string, more?: object) => Promise<void>;
  /** The container as it is held now. */
  readonly container: (name: string) => Container;
  /** Resolves once what is held satisfies the condition. */
  readonly until: <T>(look: (inventory: Inventory) => T | undefined) => Promise<T>;
}

/** A live inventory of the engine; what is made through it begins with the prefix and is removed at the end. */
export function bench(prefix: string): Bench {
  const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
  const live = new LiveInventory({ connect: () => Promise.resolve(engine) });
  const containers: string[] = [];
  const networks: string[] = [];
  const post = (path: string, json?: unknown): Promise<string> =>
    callEngine(socket, path, { method: "POST", ...(json === undefined ? {} : { json }) });
  const create: Bench["create"] = async (name, image, command, hostConfig = {}, more = {}) => {
    const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${prefix}${name}`, {
      method: "POST",
      json: { Image: image, Cmd: command, Labels: { "hostside.test": "1" }, HostConfig: hostConfig, ...more },
    });
    containers.push(Id);
    return Id;
  };
  afterAll(async () => {
    live.stop();
    // The last that was made first: Podman keeps a container whose namespace another one uses.
    for (const id of containers.reverse()) {
      await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" }).catch(() => undefined);
    }
    for (const name of networks) await callEngine(socket, `/networks/${name}`, { method: "DELETE" }).catch(() => "");
  });
  return {
    engine,
    live,
    create,
    run: async (...parameters) => {
      const id = await create(...parameters);
      await post(`/containers/${id}/start`);
      return id;
    },
    post,
    remove: async (path) => {
      await callEngine(socket, path, { method: "DELETE" });
    },
    network: async (name, more = {}) => {
      await post("/networks/create", { Name: `${prefix}${name}`, ...more });
      networks.push(`${prefix}${name}`);
    },
    container: (name) => {
      const found = findContainer(live.inventory, prefix + name);
      if (found === undefined) throw new Error(`${name} is not in the inventory`);
      return found;
    },
    until: (look) =>
      vi.waitFor(
        () => {
          const found = look(live.inventory);
          if (found === undefined) throw new Error("what is held is not as it should be");
          return found;
        },
        { timeout: 15_000, interval: 20 },
      ),
  };
}
