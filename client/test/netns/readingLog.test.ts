import { afterEach, beforeEach, expect, it } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { containerFrom, type Container } from "../../src/docker/inventory/container";
import { foreignMachine, type Machine } from "../../src/netns/read/machine";
import { newImageKnowledge, type Prober } from "../../src/netns/read/prober";
import { readContainer } from "../../src/netns/read/readContainer";
import { readHost } from "../../src/netns/read/readHost";
import { idOf, json, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";
import { recordingLogger } from "../recordingLogger";
import { procSample, sample } from "../samples";

let fake: FakeEngine;
/** What the engine says of the container's state. */
let state: object;

beforeEach(async () => {
  fake = await startFakeEngine();
  state = { Status: "running", Running: true, Pid: 42 };
  const networks = { bridge: { IPAddress: "172.17.0.2", IPPrefixLen: 16 } };
  fake.answer = (request, response) => {
    const url = request.url ?? "";
    if (url.endsWith("/json") && url.startsWith(`/containers/${idOf(1)}`)) {
      const hostConfig = { NetworkMode: "bridge" };
      json(response, {
        State: state,
        Image: "sha256:1",
        HostConfig: hostConfig,
        NetworkSettings: { Networks: networks },
      });
    } else if (url.endsWith("/exec")) {
      response.statusCode = 400;
      json(response, { message: "no such program: sh" });
    } else return false;
    return true;
  };
});
afterEach(() => fake.close());

/** A machine on which the container's process may be seen, and whose namespace is the container's. */
const machineWith = (privileged: boolean): Machine => {
  const proc = procSample("bridged") as Readonly<Record<string, string>>;
  return {
    ...foreignMachine,
    privileged,
    read: (file) => {
      if (file === "/proc/42/cgroup") return Promise.resolve(`0::/docker/${idOf(1)}`);
      return Promise.resolve(file.startsWith("/proc/42/net/") ? proc[file.replace("/proc/42/net/", "")] : undefined);
    },
    run: (program) => Promise.resolve(program === "nsenter" ? sample("bridged/ip-j-addr.json") : undefined),
  };
};

const one = (): Container => {
  const container = containerFrom(listed(idOf(1), "one"));
  if (container === undefined) throw new Error("the entry is no container");
  return container;
};

async function logOf(prober: Partial<Prober>, read: (prober: Prober) => Promise<unknown>): Promise<string[]> {
  const { log, lines } = recordingLogger();
  await read({ engine: createEngine(fake.endpoint), machine: foreignMachine, ...prober, log }).catch(() => undefined);
  return lines;
}

it("writes each way that was refused, with the reason, and the one that was taken", async () => {
  expect(await logOf({}, (prober) => readContainer(prober, one()))).toEqual([
    "debug Namespace of one: not read from /proc, because its process is not one of this machine, or may not be seen.",
    "debug Namespace of one: not read with programs of its image, because they did not run: no such program: sh.",
    "debug Namespace of one: not read by a helper container, because none may be made here.",
    "debug Namespace of one: read from docker inspect.",
  ]);
});

it("writes that only root may enter a namespace, and that it was entered", async () => {
  expect(await logOf({ machine: machineWith(false) }, (prober) => readContainer(prober, one()))).toEqual([
    "debug Namespace of one: read from /proc.",
    "debug Namespace of one: not read with nsenter, because only root may enter it.",
    "debug Namespace of one: not read with programs of its image, because they did not run: no such program: sh.",
  ]);
  expect(await logOf({ machine: machineWith(true) }, (prober) => readContainer(prober, one()))).toEqual([
    "debug Namespace of one: read from /proc.",
    "debug Namespace of one: read with nsenter.",
  ]);
});

it("writes what is known of an image, that a container is paused, and that no helper was wanted", async () => {
  const images = newImageKnowledge();
  images.withoutShell.add("sha256:1");
  images.withoutPrograms.add("sha256:1");
  const helperImage = (): Promise<undefined> => Promise.resolve(undefined);
  const known = await logOf({ images, helperImage }, (prober) => readContainer(prober, one()));
  expect(known.slice(1, 3)).toEqual([
    "debug Namespace of one: not read with programs of its image, because its image is known to have neither a shell, ip nor cat.",
    "debug Namespace of one: not read by a helper container, because no image was chosen for one.",
  ]);
  state = { ...state, Paused: true };
  const paused = await logOf({}, (prober) => readContainer(prober, one()));
  expect(paused[1]).toBe("debug Namespace of one: not read with programs of its image, because it is paused.");
});

it("writes why a helper container could not read", async () => {
  const helperImage = (): Promise<string> => Promise.resolve("scratch:latest");
  const lines = await logOf({ helperImage }, (prober) => readContainer(prober, one()));
  expect(lines.at(-1)).toBe(
    "debug Namespace of one: not read by a helper container, because the image scratch:latest could not read it: No such container: it.",
  );
});

it("writes why the host could not be read", async () => {
  expect(await logOf({}, (prober) => readHost(prober, [one()]))).toEqual([
    "debug Namespace of the host: not read from /proc, because no process of this machine is known to be one of the engine's host.",
    "debug Namespace of the host: not read by way of a container in host mode, because none runs.",
    "debug Namespace of the host: not read by a helper container, because none may be made here.",
  ]);
});
