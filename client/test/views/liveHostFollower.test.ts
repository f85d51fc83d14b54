import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LiveHost } from "../../../shared/protocol";
import { createEngine } from "../../src/docker/api/engine";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import type { HostPort } from "../../src/insight/hostPorts";
import { followLiveHost } from "../../src/views/editor/liveHostFollower";
import { eventLine, idOf, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";

let fake: FakeEngine;
let live: LiveInventory;
let heard: (LiveHost | null)[];
let files: { all: unknown[]; changed: () => void };
/** What was read of the host's ports; undefined before. */
let read: HostPort[] | undefined;
let serverStarts: () => void;
let follower: { dispose(): void };

const shop = { Labels: { "com.docker.compose.project": "shop" } };
const published = { Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 8080, Type: "tcp" }] };

beforeEach(async () => {
  fake = await startFakeEngine();
  fake.containers = [listed(idOf(1), "shop-web-1", { ...shop, ...published }), listed(idOf(2), "vpn")];
  live = new LiveInventory({ connect: () => Promise.resolve(createEngine(fake.endpoint)), random: () => 0 });
  heard = [];
  read = undefined;
  files = { all: [{}], changed: () => undefined };
  follower = followLiveHost(
    { key: "", live },
    { knownPorts: () => (read === undefined ? undefined : { ports: read, isHostRead: true, isCurrent: true }) },
    {
      get all() {
        return files.all;
      },
      onDidChange: (listener) => {
        files.changed = listener;
        return { dispose: () => undefined };
      },
    },
    {
      sendLiveHost: (host) => {
        heard.push(host);
        return Promise.resolve();
      },
      onDidStart: (listener) => {
        serverStarts = listener;
        return { dispose: () => undefined };
      },
    },
  );
});
afterEach(async () => {
  follower.dispose();
  live.stop();
  await fake.close();
});

const told = (times: number): Promise<void> => vi.waitFor(() => expect(heard).toHaveLength(times), { timeout: 10_000 });

const first: LiveHost = {
  containers: [{ name: "shop-web-1", project: "shop" }, { name: "vpn" }],
  ports: [{ port: 8080, project: "shop" }],
};

it("tells what runs and which ports are taken, many changes at once, and nothing twice", async () => {
  live.start();
  await live.settled();
  await told(1);
  expect(heard).toEqual([first]);
  read = [{ protocol: "tcp", port: 22, addresses: ["0.0.0.0"], owner: { kind: "unknown" }, neededBy: [] }];
  fake.containers = [listed(idOf(2), "vpn", { State: "exited" })];
  fake.send(eventLine(idOf(1), "destroy"));
  fake.send(eventLine(idOf(2), "die"));
  await told(2);
  expect(heard[1]).toEqual({ containers: [], ports: [{ port: 22 }] });
  files.changed();
  live.stop();
  await told(3);
  expect(heard[2]).toBeNull();
});

it("tells nothing while no Compose file is open, or no engine is connected to", async () => {
  files.all = [];
  live.start();
  await live.settled();
  files.all = [{}];
  files.changed();
  await told(1);
  files.all = [];
  files.changed();
  await told(2);
  expect(heard).toEqual([first, null]);
});

it("tells it to a server that is started in the place of one that crashed", async () => {
  live.start();
  await live.settled();
  await told(1);
  serverStarts();
  await told(2);
  expect(heard).toEqual([first, first]);
});
