// @ts-check
// An engine with the images in it, set up from nothing.
import { startPrivateEngine } from "./daemon.mjs";
import { importImages } from "./images.mjs";
import { enginePackages, ensurePackages, imagePackages } from "./packages.mjs";
import { holdTutorialPorts } from "../alone.mjs";
import { step } from "../child.mjs";

/** @typedef {import("./daemon.mjs").PrivateEngine} PrivateEngine */

/** Names the socket of an engine that is running already for the suites, so that they share one. */
export const sharedSocketVariable = "HOSTSIDE_TEST_SOCKET";

/**
 * Installs what is missing, starts a private engine and brings the images into it.
 * @returns {Promise<PrivateEngine>}
 */
export async function openEngine() {
  await ensurePackages([...enginePackages, ...imagePackages]);
  const engine = await step("Starting a private Docker engine", startPrivateEngine);
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
    const engine = await openEngine();
    return { ...engine, stop: () => engine.stop().finally(release) };
  } catch (error) {
    await release();
    throw error;
  }
}
