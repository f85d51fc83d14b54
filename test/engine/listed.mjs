// @ts-check
// What an engine lists, in the form in which it is compared with what we hold of it.
import { callEngineJson } from "../../scripts/engine/http.mjs";

/**
 * @typedef {object} Listed
 * @property {string} Id
 * @property {readonly string[]} Names
 * @property {string} State
 * @property {readonly { PublicPort?: number, PrivatePort: number, Type: string }[]} Ports
 * @property {{ Networks: Readonly<Record<string, { IPAddress: string }>> }} NetworkSettings
 */

/**
 * @typedef {object} Inspected
 * @property {string} Id
 * @property {string} Name
 * @property {string} Driver
 * @property {string} Scope
 * @property {{ Config: readonly { Subnet: string }[] | null }} IPAM
 * @property {Readonly<Record<string, { IPv4Address: string }>>} Containers
 */

const ended = new Set(["created", "dead", "exited"]);

/**
 * What `docker ps -a` would print. A container that ended has neither address nor ports: the engine may go on listing those that it had
 * (docs/docker-behaviour.md, listed-after-its-end).
 * @param {string} socket
 * @returns {Promise<unknown[]>}
 */
export async function containersOfEngine(socket) {
  const containers = /** @type {Listed[]} */ (await callEngineJson(socket, "/containers/json?all=1"));
  return containers.map(({ Id, Names, State, Ports, NetworkSettings }) => ({
    ...{ id: Id, name: Names[0]?.slice(1), state: State },
    ports: Ports.filter(({ PublicPort }) => PublicPort !== undefined && !ended.has(State))
      .map(({ PublicPort, PrivatePort, Type }) => `${PublicPort ?? 0}->${PrivatePort}/${Type}`)
      .sort(),
    networks: Object.entries(NetworkSettings.Networks)
      .map(([network, { IPAddress }]) => `${network} ${ended.has(State) ? "" : IPAddress}`)
      .sort(),
  }));
}

/**
 * What `docker network inspect` would print of each network; a swarm's sandboxes are in it and are no containers.
 * @param {string} socket
 * @returns {Promise<unknown[]>}
 */
export async function networksOfEngine(socket) {
  const networks = /** @type {{ Id: string }[]} */ (await callEngineJson(socket, "/networks"));
  const inspected = await Promise.all(
    networks.map(async ({ Id }) => /** @type {Inspected} */ (await callEngineJson(socket, `/networks/${Id}`))),
  );
  return inspected.map(({ Id, Name, Driver, Scope, IPAM, Containers }) => ({
    ...{ id: Id, name: Name, driver: Driver, scope: Scope },
    subnets: (IPAM.Config ?? []).map(({ Subnet }) => Subnet),
    members: Object.entries(Containers)
      .filter(([id]) => /^[0-9a-f]{64}$/u.test(id))
      .map(([id, { IPv4Address }]) => `${id} ${IPv4Address}`)
      .sort(),
  }));
}
