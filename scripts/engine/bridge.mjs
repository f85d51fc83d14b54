// @ts-check
// The bridge interface that a private engine's containers hang on.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../child.mjs";

/**
 * Whether the machine has a network interface of this name.
 * @param {string} name
 */
export function interfaceExists(name) {
  return existsSync(`/sys/class/net/${name}`);
}

/**
 * Adds a bridge of our own, for a machine whose docker0 belongs to another engine.
 * @returns {Promise<string>} its name
 */
export async function addBridge() {
  let number = 0;
  while (interfaceExists(`hostside${number}`)) number += 1;
  const name = `hostside${number}`;
  const subnet = await freeSubnet();
  await run("ip", ["link", "add", name, "type", "bridge"]);
  await run("ip", ["address", "add", `${subnet}.0.1/16`, "dev", name]);
  await run("ip", ["link", "set", name, "up"]);
  return name;
}

/**
 * Removes a bridge; one that is gone already is fine.
 * @param {string} name
 */
export async function removeBridge(name) {
  if (interfaceExists(name)) await run("ip", ["link", "delete", name], { allowFailure: true });
}

/**
 * The bridges of an engine's own networks, as its database names them: one that was killed leaves them behind. dockerd
 * calls the bridge of a network `br-` and the first twelve digits of its ID, and that of a Swarm docker_gwbridge.
 * @param {string} dataRoot the engine's --data-root
 * @returns {Promise<string[]>} those that the machine has
 */
export async function bridgesOf(dataRoot) {
  // A database of Go's bbolt: keys and values stand in it as they are.
  const database = await readFile(path.join(dataRoot, "network", "files", "local-kv.db"), "latin1").catch(() => "");
  const interfaces = await readdir("/sys/class/net").catch(() => []);
  return interfaces.filter((name) => {
    if (name === "docker_gwbridge") return database.includes(`"${name}"`);
    return /^br-[0-9a-f]{12}$/.test(name) && database.includes(name.slice("br-".length));
  });
}

/**
 * The first two numbers of a private /16 that no interface of this machine uses. Node lists no interface without a
 * carrier, such as a bridge that nothing hangs on yet, and two bridges with one subnet reach no container.
 */
async function freeSubnet() {
  const { output } = await run("ip", ["-4", "-o", "address"]);
  for (let second = 31; second > 17; second -= 1) {
    const subnet = `172.${second}`;
    if (!output.includes(` ${subnet}.`)) return subnet;
  }
  throw new Error("No private 172.x network is free for the engine's bridge: free one and run this again.");
}
