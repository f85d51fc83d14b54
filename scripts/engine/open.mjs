// @ts-check
// An engine with the images in it, set up from nothing.
import { startPrivateEngine } from "./daemon.mjs";
import { importImages } from "./images.mjs";
import { enginePackages, ensurePackages, imagePackages } from "./packages.mjs";
import { holdTutorialPorts } from "../fileLock.mjs";
import { step } from "../child.mjs";
import { findEngine } from "./programs.mjs";

/** @typedef {import("./daemon.mjs").PrivateEngine} PrivateEngine */

/** Names the socket of an engine that is running already for the suites, so that they share one. */
export const sharedSocketVariable = "HOSTSIDE_TEST_SOCKET";

/** Names the major version of the engine that tests are for; that of the machine's own packages where it is not set. */
export const engineVersionVariable = "HOSTSIDE_TEST_ENGINE";

/**
 * The folder of the programs that the tests' engines are made of; undefined for those of the machine's own packages.
 * @returns {Promise<string | undefined>}
 */
export async function programsOfTests() {
  const major = process.env[engineVersionVariable];
  if (!major) return undefined;
  const found = await findEngine(Number(major));
  if ("unavailable" in found) throw new Error(found.unavailable);
  return found.folder;
}

/**
 * Installs what is missing, starts a private engine and brings the images into it.
 * @param {string} [programs] the folder of another engine's programs
 * @returns {Promise<PrivateEngine>}
 */
export async function openEngine(programs) {
  await ensurePackages([...enginePackages, ...imagePackages]);
  const start = () => startPrivateEngine({ programs });
  const engine = await step("Starting a private Docker engine", start);
  try {
    await importImages(engine.socket);
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return engine;
}

/**
 * The engine of a run without a person: the one that `npm test` started for all suites, or else one of its own. Runs of
 * the same machine wait for each other, because the tutorial's ports exist once.
 * @returns {Promise<PrivateEngine>}
 */
export async function openTestEngine() {
  const socket = process.env[sharedSocketVariable];
  if (!socket) return openEngineAlone();
  return { socket, host: `unix://${socket}`, stop: () => Promise.resolve() };
}

/** @returns {Promise<PrivateEngine>} */
async function openEngineAlone() {
  const release = await holdTutorialPorts();
  try {
    const engine = await openEngine(await programsOfTests());
    return { ...engine, stop: () => engine.stop().finally(release) };
  } catch (error) {
    await release();
    throw error;
  }
}
