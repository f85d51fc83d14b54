import { asksOf } from "../../src/netns/sections/table";
import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineError } from "../../src/docker/fault";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { openShell } from "../../src/docker/api/shell";
import { foreignMachine } from "../../src/netns/read/machine";
import { NamespaceError } from "../../src/netns/read/fault";
import { readContainer } from "../../src/netns/read/readContainer";
import { readHost } from "../../src/netns/read/readHost";
import { containerFrom } from "../../src/docker/inventory/container";
import { sample, sampleJson } from "../samples";
import { everyCall } from "./everyCall";
import { eventLine, idOf, listed } from "./fakeEngine";
import { startHostileEngine, type HostileEngine } from "./hostileEngine";
import { mutated, seeded, type Random } from "./mutatedAnswer";
import { countUncaught } from "./uncaught";

let hostile: HostileEngine;
beforeAll(async () => {
  hostile = await startHostileEngine();
});
afterAll(() => hostile.close());

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

function frame(text: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(1, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

/** What a real engine answers to a request, by the first pattern that its line has. */
const real: readonly (readonly [RegExp, () => Buffer])[] = [
  [/ \/version/u, () => json({ Version: "20.10.24", ApiVersion: "1.41" })],
  [
    / \/info/u,
    () => json({ OSType: "linux", Name: "host", Swarm: { LocalNodeState: "active", ControlAvailable: true } }),
  ],
  [/ \/containers\/json/u, () => Buffer.from(sample("engine-20.10/containers.json"))],
  [/ \/networks\?| \/networks /u, () => Buffer.from(sample("engine-20.10/networks.json"))],
  [/ \/networks\//u, () => json((sampleJson("engine-20.10/networks.json") as unknown[])[0])],
  [
    / \/services/u,
    () => json([{ ID: "s", Spec: { Name: "web" }, Endpoint: { Ports: [{ PublishedPort: 1, TargetPort: 2 }] } }]),
  ],
  [/ \/tasks/u, () => json([{ ID: "t", ServiceID: "s", NodeID: "n", Status: { State: "running" } }])],
  [/ \/nodes/u, () => json([{ ID: "n", Description: { Hostname: "host" } }])],
  [/ \/images\/json/u, () => json([{ RepoTags: ["busybox:latest"] }])],
  [/ \/images\/[^/ ]+\/json/u, () => json({ Id: "sha256:1", Config: { Env: ["DB_HOST=db"], Cmd: ["serve"] } })],
  [/ \/events/u, () => Buffer.from(eventLine(idOf(1), "start") + eventLine(idOf(2), "die"))],
  [/\/(?:create|exec)[? ]/u, () => json({ Id: "abc" })],
  [/\/wait/u, () => json({ StatusCode: 0 })],
  [/\/exec\/abc\/json/u, () => json({ ExitCode: 0 })],
  [/\/exec\/abc\/start|\/logs/u, () => Buffer.concat([frame(sample("bridged/ip-addr.txt")), frame("x")])],
  [/\/archive/u, () => tarOf("nameserver 192.0.2.53\n")],
  [/^GET \/containers\/\w+\/json/u, () => Buffer.from(sample("engine-20.10/inspect/bridged.json"))],
];

/** A tar archive of one file. */
function tarOf(text: string): Buffer {
  const header = Buffer.alloc(512);
  header.write("resolv.conf", 0);
  header.write(text.length.toString(8).padStart(11, "0"), 124);
  header.write("0", 156);
  return Buffer.concat([header, Buffer.from(text.padEnd(512, "\0")), Buffer.alloc(1024)]);
}

/** Answers as a real engine does, and most of the time not quite. */
function answering(random: Random): (line: string, socket: Socket) => void {
  return (line, socket) => {
    const body = real.find(([pattern]) => pattern.test(line))?.[1]() ?? Buffer.alloc(0);
    const { bytes, then } = mutated(body, random);
    socket.write(bytes, () => {
      if (then === "end") socket.end();
      if (then === "reset") socket.resetAndDestroy();
    });
  };
}

const container = containerFrom(listed(idOf(1), "one", { Ports: [{ PublicPort: 80, PrivatePort: 80, Type: "tcp" }] }));
if (container === undefined) throw new Error("no container");

/** All calls, what is made of several, and a whole inventory that follows for a moment. */
const calls: typeof everyCall = {
  ...everyCall,
  shell: async (engine, signal) => {
    const shell = await openShell(engine.connection, idOf(1), signal);
    shell.stream.destroy();
  },
  "a container's namespace": (engine, signal) =>
    readContainer(
      { engine, machine: foreignMachine, helperImage: () => Promise.resolve("busybox") },
      container,
      asksOf("everything"),
      signal,
    ),
  "the host's namespace": (engine, signal) =>
    readHost({ engine, machine: foreignMachine }, [container], { depth: "full" }, signal),
  inventory: async (engine, signal) => {
    const live = new LiveInventory({ connect: () => Promise.resolve(engine), random: () => 0, batchMilliseconds: 0 });
    live.start();
    try {
      await live.settled(signal);
      await new Promise((resolve) => setTimeout(resolve, 5));
    } finally {
      live.stop();
    }
  },
};

const seed = 14;
const rounds = 60;

it.each(Object.keys(calls))(
  "%s of an engine gone mad ends in a value or a fault, and leaves nothing open",
  async (name) => {
    const uncaught = countUncaught();
    const outcomes = { value: 0, fault: 0 };
    try {
      for (let round = 0; round < rounds; round++) {
        const random = seeded(seed * 1000 + round);
        hostile.answer = answering(random);
        const engine = createEngine(hostile.endpoint("tcp"), { call: 60, list: 60 });
        const signal = AbortSignal.timeout(200);
        try {
          await calls[name]?.(engine, signal);
          outcomes.value++;
        } catch (error) {
          const typed = error instanceof EngineError || error instanceof NamespaceError;
          if (!typed) throw new Error(`round ${round} with seed ${seed}: ${String(error)}`, { cause: error });
          outcomes.fault++;
        }
        engine.connection.close();
        expect([round, uncaught.errors]).toEqual([round, []]);
      }
      await expect.poll(() => hostile.open(), { timeout: 5_000 }).toBe(0);
      expect(uncaught.errors).toEqual([]);
    } finally {
      uncaught.stop();
    }
    expect(outcomes.value + outcomes.fault).toBe(rounds);
    // It is no test where everything fails, or nothing does. No answer here opens a shell.
    const mixed = name in everyCall && name !== "shell";
    if (mixed) expect(Math.min(outcomes.value, outcomes.fault)).toBeGreaterThan(0);
  },
  60_000,
);
