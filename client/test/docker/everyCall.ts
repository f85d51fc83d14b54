import { act } from "../../src/docker/api/containerActions";
import { createContainer } from "../../src/docker/api/containerCreation";
import { exitWithin } from "../../src/docker/api/containerExit";
import { readContainerFile } from "../../src/docker/api/containerFile";
import { containerWithImage } from "../../src/docker/api/containerWithImage";
import { createAgain } from "../../src/docker/api/createAgain";
import type { Engine } from "../../src/docker/api/engine";
import { EngineError, faultFrom } from "../../src/docker/fault";
import { readEvents } from "../../src/docker/api/events";
import { runHelper } from "../../src/docker/api/helperContainer";
import { hasImage, pullImage } from "../../src/docker/api/imagePull";
import { listImageNames } from "../../src/docker/api/images";
import { listMarked, removeMarked } from "../../src/docker/api/markedContainers";
import { makeMarkedNetwork, removeMarkedNetwork } from "../../src/docker/api/markedNetworks";
import { hangUp, openShell } from "../../src/docker/api/shell";
import { idOf } from "./fakeEngine";

/** The most that is read of a stream that goes on. */
const enough = 1024 * 1024;

async function drained(stream: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > enough) break;
    }
  } catch (error) {
    // As whoever follows a stream tells of its end.
    throw new EngineError(faultFrom(error));
  }
  return bytes;
}

/** Everything that Hostside ever asks of an engine, by name. Streams are read, a shell is opened and hung up. */
export const everyCall: Readonly<Record<string, (engine: Engine, signal: AbortSignal) => Promise<unknown>>> = {
  version: (engine, signal) => engine.version(signal),
  facts: (engine, signal) => engine.facts(signal),
  "list of containers": (engine, signal) => engine.listContainers(undefined, signal),
  "list of networks": (engine, signal) => engine.listNetworks([idOf(1)], signal),
  "list of services": (engine, signal) => engine.listSwarm("services", signal),
  "list of images": (engine, signal) => listImageNames(engine.connection, signal),
  inspection: (engine, signal) => engine.inspectContainer(idOf(1), signal),
  "inspection as sent": (engine, signal) => engine.inspectionOf(idOf(1), signal),
  "container with its image": (engine, signal) => containerWithImage(engine, idOf(1), signal),
  "container once more": async ({ connection }, signal) => {
    const body = { HostConfig: {}, NetworkingConfig: { EndpointsConfig: {} } };
    const creation = { method: "POST", path: "/containers/create", query: { name: "again" }, body } as const;
    const done = await createAgain(connection, idOf(1), { name: "again", creation, networks: [] });
    // Who changes something is not ended half-way; its failures are values.
    if (signal.aborted) throw new EngineError(faultFrom(signal.reason));
    if (done.kind === "failed") throw done.error;
    return done;
  },
  "inspection of an image": (engine, signal) => engine.imageCalls("sha256:1", signal),
  "inspection of a network": (engine, signal) => engine.networkInspectionOf("net", signal),
  events: async (engine, signal) => {
    const stream = await engine.openEvents("1.000000000", signal);
    const told = async function* (): AsyncGenerator<Uint8Array> {
      for await (const event of readEvents(stream)) yield Buffer.from(event.action);
    };
    return drained(told());
  },
  exec: (engine, signal) => engine.exec(idOf(1), ["cat"], signal),
  logs: (engine, signal) => engine.logs(idOf(1), 10, signal),
  "followed logs": async (engine, signal) => drained(await engine.followLogs(idOf(1), 10, signal)),
  start: (engine, signal) => act(engine.connection, idOf(1), "start", signal),
  remove: (engine, signal) => act(engine.connection, idOf(1), "remove", signal),
  creation: (engine, signal) => createContainer(engine.connection, "app1", { Image: "busybox" }, signal),
  "list of a walk's containers": (engine, signal) => listMarked(engine.connection, "anna@laptop", signal),
  "removal of a walk's container": (engine, signal) => removeMarked(engine.connection, idOf(1), signal),
  "network of a walk": (engine, signal) =>
    makeMarkedNetwork(engine.connection, "shop", { walk: "w", container: "shop", user: "anna@laptop" }, signal),
  "removal of a walk's network": (engine, signal) => removeMarkedNetwork(engine.connection, idOf(1), signal),
  exit: (engine, signal) => exitWithin(engine.connection, idOf(1), 500, signal),
  "presence of an image": (engine, signal) => hasImage(engine.connection, "busybox", signal),
  // A pull may take half an hour; a hostile engine has not so much time.
  pull: (engine, signal) =>
    pullImage(engine.connection, "busybox", () => undefined, AbortSignal.any([signal, AbortSignal.timeout(500)])),
  "file of a container": (engine, signal) => readContainerFile(engine.connection, idOf(1), "/etc/resolv.conf", signal),
  helper: (engine, signal) =>
    runHelper(engine.connection, { image: "busybox", command: ["cat"], networkMode: "host" }, signal),
  shell: async (engine, signal) => {
    const shell = await openShell(engine.connection, idOf(1), signal);
    await Promise.all([hangUp(shell), drained(shell.stream).catch(() => 0)]);
    return shell.exitCode();
  },
};
