// @ts-check
// What an engine has while the walkthrough is played on it.
import { setTimeout as wait } from "node:timers/promises";
import { callEngine, callEngineJson, EngineError } from "../../scripts/engine/http.mjs";
import { patience } from "./walkPages.mjs";

/** @typedef {{ Id: string, State: { Status: string }, HostConfig: { PortBindings: object | null } }} Container */

/**
 * What an engine lists: containers, networks, images and volumes.
 * @param {string} socket
 */
export async function listedBy(socket) {
  /** @param {string} path @param {string} key */
  const keysOf = async (path, key) => {
    /** @type {unknown} */
    const answer = await callEngineJson(socket, path);
    const entries = Array.isArray(answer) ? answer : /** @type {{ Volumes: unknown[] | null }} */ (answer).Volumes;
    return /** @type {Record<string, string>[]} */ (entries ?? []).map((entry) => entry[key]).sort();
  };
  return {
    containers: await keysOf("/containers/json?all=1", "Id"),
    networks: await keysOf("/networks", "Id"),
    images: await keysOf("/images/json?all=1", "Id"),
    volumes: await keysOf("/volumes", "Name"),
  };
}

/**
 * A container of the walkthrough, once it is as `is` says.
 * @param {string} socket
 * @param {string} name as the walkthrough calls it
 * @param {(container: Container) => boolean} is
 * @returns {Promise<string>} its ID
 */
export async function container(socket, name, is) {
  const until = Date.now() + patience;
  for (;;) {
    try {
      /** @type {Container} */
      const found = await callEngineJson(socket, `/containers/hostside-${name}/json`);
      if (is(found)) return found.Id;
    } catch (error) {
      if (!(error instanceof EngineError) || error.status !== 404) throw error;
    }
    if (Date.now() > until) throw new Error(`The container ${name} is not as it is to be.`);
    await wait(100);
  }
}

/** @param {Container} container */
export const runs = ({ State }) => State.Status === "running";

/** @param {Container} container */
export const hasEnded = ({ State }) => State.Status === "exited";

/** @param {Container} container */
export const runsPublished = (container) =>
  runs(container) && Object.keys(container.HostConfig.PortBindings ?? {}).length > 0;

/**
 * Plays on an engine. Where that fails, what the walkthrough started goes: the next attempt finds the engine as before.
 * @param {string} socket
 * @param {() => Promise<void>} play
 */
export async function leavingNothing(socket, play) {
  try {
    await play();
  } finally {
    const filters = encodeURIComponent(JSON.stringify({ label: ["hostside.walk"] }));
    /** @type {{ Id: string }[]} */
    const left = await callEngineJson(socket, `/containers/json?all=1&filters=${filters}`);
    for (const { Id } of left) await callEngine(socket, `/containers/${Id}?force=1&v=1`, { method: "DELETE" });
  }
}
