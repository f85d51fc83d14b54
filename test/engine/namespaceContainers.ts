import { inject } from "vitest";
import type { Container } from "../../client/src/docker/inventory/container";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { EngineError } from "../../client/src/docker/fault";
import { inventoryFrom, type Inventory } from "../../client/src/docker/inventory/inventory";
import { host, readSubjects, type Side } from "../../client/src/insight/readSubjects";
import { NamespaceError } from "../../client/src/netns/read/fault";
import { foreignMachine, thisMachine, type Machine } from "../../client/src/netns/read/machine";
import type { Namespace } from "../../client/src/netns/model";
import type { Prober } from "../../client/src/netns/read/prober";
import { renderIpAddr } from "../../client/src/netns/render/render";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";

/** The socket of the engine of this test run. */
export const socket = inject("dockerSocket");
/** This machine, with the rights of this process. */
export const here = thisMachine(process.platform, process.getuid?.());
/** This machine as a user without root sees it, without being one: asUser.test.ts is a process of such a user. */
export const unprivileged: Machine = {
  ...here,
  privileged: false,
  link: (file) => (file.startsWith("/proc/self/") ? here.link(file) : Promise.resolve(undefined)),
};
export const engine: Engine = createEngine({
  kind: "socket",
  path: socket,
  address: `unix://${socket}`,
  source: "setting",
});
const created: string[] = [];
const networks: string[] = [];
let inventory: Inventory;

/** What was listed last. */
export function listed(): Inventory {
  return inventory;
}

/** How the names of what a test file makes begin. */
export const prefix = "hostside-netns-";

/** Starts a container and resolves with its ID. */
export async function run(
  name: string,
  image: string,
  command: string[],
  hostConfig: object,
  more: object = {},
): Promise<string> {
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${prefix}${name}`, {
    method: "POST",
    json: {
      Image: image,
      Cmd: command,
      Labels: { "hostside.test": "1" },
      HostConfig: { Init: false, ...hostConfig },
      ...more,
    },
  });
  created.push(Id);
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
  return Id;
}

/** Makes a network. */
export async function network(name: string, ipam: object[], more: object = {}): Promise<void> {
  await callEngine(socket, "/networks/create", {
    method: "POST",
    json: { Name: `${prefix}${name}`, CheckDuplicate: true, IPAM: { Config: ipam }, ...more },
  });
  networks.push(`${prefix}${name}`);
}

/** Connects a container to a network of this file. */
export const connect = (net: string, id: string): Promise<string> =>
  callEngine(socket, `/networks/${prefix}${net}/connect`, { method: "POST", json: { Container: id } });

/** Pauses, kills, restarts and so on. */
export const post = (name: string, action: string): Promise<string> =>
  callEngine(socket, `/containers/${prefix}${name}/${action}`, { method: "POST" });

/** Lists anew what runs. */
export async function list(): Promise<void> {
  inventory = inventoryFrom(await engine.listContainers());
}

/** A container of this file as it was listed. */
export function container(name: string): Container {
  const found = [...inventory.containers.values()].find((one) => one.name === prefix + name);
  if (found === undefined) throw new Error(`${name} is not in the inventory`);
  return found;
}

/** Reads these containers, or the host. */
export const read = (prober: Prober, ...names: string[]): Promise<Side[]> =>
  readSubjects(
    prober,
    inventory,
    names.map((name) => (name === "the host" ? host : { kind: "container", id: container(name).id })),
  );

/** A namespace as it is shown. */
export const text = (namespace: Namespace | undefined): string => renderIpAddr(namespace?.interfaces ?? []);

/** Why a reading failed; it must. */
export async function faultOf(reading: Promise<unknown>): Promise<unknown> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof NamespaceError || error instanceof EngineError) return error.fault;
    throw error;
  }
  throw new Error("it was read");
}

/** From where one looks at the engine. */
export const ways: readonly [string, Machine][] = [
  ["root on the engine's machine", here],
  ["a user without root", unprivileged],
  ["a remote machine", foreignMachine],
];

/** Removes what this file made, whatever happened before. */
export async function removeAll(): Promise<void> {
  for (const id of created) {
    // One of them has been removed by its test already.
    await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" }).catch(() => undefined);
  }
  for (const name of networks) await callEngine(socket, `/networks/${name}`, { method: "DELETE" });
}
