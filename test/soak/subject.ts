import { access, readdir, readFile } from "node:fs/promises";
import { createEngine } from "../../client/src/docker/api/engine";
import { endpointOf, findEndpoint, type Endpoint } from "../../client/src/docker/endpoint/endpoint";
import { endpointPaths } from "../../client/src/docker/endpoint/endpointPaths";
import type { EndpointEnvironment } from "../../client/src/docker/endpoint/endpointEnvironment";
import { EngineSet } from "../../client/src/docker/inventory/engineSet";
import { followEndpoints } from "../../client/src/docker/inventory/followEndpoints";
import { thisDisk } from "../../client/src/docker/endpoint/watchedDisk";
import { containersHeld, networksHeld } from "../engine/heldAndListed";

/**
 * The extension's layers below its views, in a process of its own: `node --expose-gc subject.cjs HOME CONTEXT...`. It
 * follows the CLI's configuration in HOME, and each CONTEXT beside it; it is asked by lines on its input.
 */
const [, , home = "", ...contexts] = process.argv;

const around: EndpointEnvironment = {
  ...{ setting: "", contextSetting: "", variables: {}, platform: process.platform, home, userId: undefined },
  readFile: (file) => readFile(file, "utf8").catch(() => undefined),
  list: (folder) => readdir(folder).catch(() => []),
  exists: (file) =>
    access(file).then(
      () => true,
      () => false,
    ),
  // A context is named always, so that no socket has to be tried.
  accepts: () => Promise.resolve(false),
};
const endpoint = (key: string): Promise<Endpoint> => (key === "" ? findEndpoint(around) : endpointOf(key, around));
const engines = new EngineSet({
  connect: async (key) => createEngine(await endpoint(key)),
  endpoint: (key) => endpoint(key).catch(() => undefined),
});
const log = { warn: (message: string): void => void process.stderr.write(`${message}\n`) };
const pathsOf = (inUse: readonly Endpoint[], added: readonly string[]): Promise<readonly string[]> =>
  endpointPaths(around, inUse, added);

engines.show(contexts);
followEndpoints(engines, pathsOf, thisDisk, log);
engines.start();

/** What a session shows, in the form in which it is compared. */
function shown({ live }: (typeof engines.sessions)[number]): object {
  const address = live.endpoint?.address ?? "";
  if (live.status.kind !== "ready") return { state: live.status.kind, address };
  return {
    state: "ready",
    address,
    containers: containersHeld(live.inventory),
    networks: networksHeld(live.inventory),
  };
}

async function answer(order: string): Promise<object> {
  if (order === "held") return Object.fromEntries(engines.sessions.map((session) => [session.key, shown(session)]));
  if (order === "refresh") {
    await Promise.all(engines.sessions.map(({ live }) => live.refresh()));
    return {};
  }
  global.gc?.();
  return {
    descriptors: (await readdir("/proc/self/fd")).length,
    megabytes: process.memoryUsage().heapUsed / 1024 / 1024,
  };
}

let rest = "";
process.stdin.setEncoding("utf8").on("data", (text: string) => {
  const lines = (rest + text).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) void answer(line).then((told) => process.stdout.write(`${JSON.stringify(told)}\n`));
});
process.stdin.once("end", () => process.exit(0));
