// @ts-check
// The Docker engine that the user has already.
import { existsSync } from "node:fs";
import { run } from "../child.mjs";
import { callEngine } from "./http.mjs";

const defaultSocket = "/var/run/docker.sock";

/**
 * Whether an engine answers where the user's own tools would look for it: DOCKER_HOST, the current Docker context, the
 * default socket.
 * @returns {Promise<boolean>}
 */
export async function existingEngineAnswers() {
  const host = process.env.DOCKER_HOST;
  if (host?.startsWith("unix://")) return answers(host.slice("unix://".length));
  if (!host && existsSync(defaultSocket) && (await answers(defaultSocket))) return true;
  // The docker command knows contexts, TLS and ssh.
  try {
    const asked = await run("docker", ["version", "--format", "{{.Server.Version}}"], { allowFailure: true });
    return asked.code === 0;
  } catch {
    return false;
  }
}

/** @param {string} socket */
async function answers(socket) {
  try {
    await callEngine(socket, "/_ping", { timeout: 5_000 });
    return true;
  } catch {
    return false;
  }
}
