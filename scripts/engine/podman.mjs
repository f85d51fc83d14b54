// @ts-check
// A private Podman with the images in it, set up from nothing, where one can be had.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run, step } from "../child.mjs";
import { startKept } from "./daemon.mjs";
import { importImages } from "./images.mjs";
import { ensurePackages, imagePackages, podmanPackages } from "./packages.mjs";

/** @typedef {import("./daemon.mjs").PrivateEngine} PrivateEngine */

const supervisorProgram = path.join(path.dirname(fileURLToPath(import.meta.url)), "podmanSupervisor.mjs");

/**
 * Installs what is missing, starts a private Podman and brings the images into it. A machine that can have none, not
 * being Debian's or without the rights, is told as a reason; a Podman that is there and does not start is a failure.
 * @returns {Promise<PrivateEngine | { missing: string }>}
 */
export async function openPodman() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return { missing: "A private Podman takes root on Linux." };
  }
  try {
    await ensurePackages([...podmanPackages, ...imagePackages]);
  } catch (error) {
    return { missing: `Podman cannot be had here. ${error instanceof Error ? error.message : String(error)}` };
  }
  const engine = await step("Starting a private Podman", startPodman);
  try {
    await importImages(engine.socket);
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return engine;
}

/** Why a user without root can have no Podman here, as one sentence; nothing where one can. */
export async function whyNotRootless() {
  const user = ["--reuid=1000000000", "--regid=1000000000", "--clear-groups"];
  const parameters = [...user, "unshare", "--user", "--map-root-user", "--net", "true"];
  const tried = await run("setpriv", parameters, { allowFailure: true }).catch(() => undefined);
  if (tried?.code === 0) return undefined;
  return `Users cannot make user namespaces here: ${tried?.output.trim() ?? "there is no setpriv."}`;
}

/**
 * Starts one without images, as `startPrivateEngine` does a Docker engine.
 * @param {{ rootless?: boolean }} [options]
 */
export function startPodman({ rootless = false } = {}) {
  return startKept([process.execPath, supervisorProgram, ...(rootless ? ["rootless"] : [])], "The private Podman");
}
