// @ts-check
// Machines of their own for several engines: each a network namespace with a host name, tied to the others by a bridge
// in one more namespace. Nothing of that is in the machine's own namespace, and none of it has a name in the file system:
// it is gone with its last process, however that one ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { run } from "../child.mjs";

/**
 * @typedef {object} Node
 * @property {string} name its host name
 * @property {string} address of a documentation range (RFC 5737)
 * @property {readonly string[]} within a program and its parameters that run another one there
 */

/**
 * @typedef {object} Nodes
 * @property {readonly Node[]} nodes
 * @property {() => Promise<void>} close
 */

/** Why such machines cannot be made here, as one sentence; nothing where they can. */
export async function whyNoNodes() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "Network namespaces take root on Linux.";
  const script =
    "ip link add one type veth peer name two && ip link add hub type bridge && ip link add across type vxlan id 7 dstport 4789 dev one";
  try {
    const tried = await run("unshare", ["--net", "--uts", "sh", "-c", script], { allowFailure: true });
    return tried.code === 0 ? undefined : `Network namespaces cannot be made here: ${tried.output.trim()}`;
  } catch (error) {
    return `Network namespaces cannot be made here: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Makes so many of them. They end with `close`, or with this process.
 * @param {number} count
 * @returns {Promise<Nodes>}
 */
export async function openNodes(count) {
  /** @type {Holder[]} */
  const holders = [];
  const close = async () => {
    await Promise.all(holders.map((holder) => holder.close()));
  };
  try {
    const hub = await hold("hub");
    holders.push(hub);
    await run("nsenter", [...hub.enter, "ip", "link", "add", "hub", "type", "bridge"]);
    await run("nsenter", [...hub.enter, "ip", "link", "set", "hub", "up"]);
    /** @type {Node[]} */
    const nodes = [];
    for (let number = 1; number <= count; number += 1) {
      const name = `node${number}`;
      const holder = await hold(name);
      holders.push(holder);
      const address = `198.51.100.${10 + number}`;
      const link = ["link", "add", name, "master", "hub", "up", "type", "veth", "peer", "name", "uplink0"];
      await run("nsenter", [...hub.enter, "ip", ...link, "netns", String(holder.pid)]);
      for (const words of [
        ["link", "set", "lo", "up"],
        ["address", "add", `${address}/24`, "dev", "uplink0"],
        ["link", "set", "uplink0", "up"],
      ]) {
        await run("nsenter", [...holder.enter, "ip", ...words]);
      }
      nodes.push({ name, address, within: ["nsenter", ...holder.enter] });
    }
    return { nodes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @typedef {{ pid: number, enter: readonly string[], close: () => Promise<void> }} Holder */

/**
 * A process that does nothing but keep its namespaces for as long as its input is open.
 * @param {string} name
 * @returns {Promise<Holder>}
 */
async function hold(name) {
  const script = 'hostname "$1" && echo ready && exec cat';
  const parameters = ["--net", "--uts", "sh", "-c", script, "sh", name];
  const holder = spawn("unshare", parameters, { detached: true, stdio: ["pipe", "pipe", "inherit"] });
  const gone = once(holder, "close");
  const close = async () => {
    holder.stdin.end();
    await gone;
  };
  const { pid } = holder;
  await Promise.race([once(holder.stdout, "data"), gone]);
  if (pid === undefined || holder.exitCode !== null) throw new Error("A network namespace could not be made.");
  return { pid, enter: [`--net=/proc/${pid}/ns/net`, `--uts=/proc/${pid}/ns/uts`], close };
}
