// @ts-check
// The files of test/engine in two parts that can run side by side, and those that one version of the engine suffices for.
import { readdirSync } from "node:fs";
import path from "node:path";
import { checkout } from "../checkout.mjs";

/**
 * They take no port of the machine besides a swarm's, and no name that exists once: most start engines of their own, to
 * kill them, in swarms, behind TLS, on a host that is a network namespace.
 */
const ownEngines = new Set([
  "classicPaths",
  "exits",
  "faults",
  "foreignHost",
  "judgePaths",
  "leaks",
  "ssh",
  "stack",
  "swarmKilled",
  "swarmNodes",
  "tls",
  "userNamespace",
  "withoutBridge",
]);

/** They count what is left of our connections and processes, and know nothing that an engine of another version says otherwise. */
const anyVersion = new Set(["leaks", "swarmKilled"]);

/**
 * The files of one part, as Vitest takes them.
 * @param {"shared" | "own"} engine whether they share one engine and its machine's ports, or start their own
 * @param {boolean} again whether they have run on another version of the engine
 */
export function engineFiles(engine, again) {
  return readdirSync(path.join(checkout, "test", "engine"))
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => {
      const name = file.slice(0, -".test.ts".length);
      return ownEngines.has(name) === (engine === "own") && !(again && anyVersion.has(name));
    })
    .map((file) => `test/engine/${file}`);
}
