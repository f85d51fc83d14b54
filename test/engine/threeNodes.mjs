// @ts-check
// A process of its own that has a swarm of three machines with a task on each, for a test that kills it:
//   node threeNodes.mjs [FOLDER of the engine's programs]
// Prints "ready" and, as JSON, the numbers of the processes that hold the machines and the sockets of their engines.
import { setTimeout as wait } from "node:timers/promises";
import { startPrivateEngine } from "../../scripts/engine/daemon.mjs";
import { callEngineJson } from "../../scripts/engine/http.mjs";
import { importImages } from "../../scripts/engine/images.mjs";
import { openNodes } from "../../scripts/engine/nodes.mjs";

const [, , programs] = process.argv;
const { nodes } = await openNodes(3);
const engines = await Promise.all(nodes.map(({ within }) => startPrivateEngine({ within, programs })));
await Promise.all(engines.map(({ socket }) => importImages(socket)));
const [manager = "", ...workers] = engines.map(({ socket }) => socket);
const ListenAddr = "0.0.0.0:2377";

/** @param {string} socket @param {string} path @param {object} json */
const post = (socket, path, json) => callEngineJson(socket, path, { method: "POST", json, timeout: 60_000 });

await post(manager, "/swarm/init", { ListenAddr, AdvertiseAddr: nodes[0]?.address });
const swarm = /** @type {{ JoinTokens: { Worker: string } }} */ (await callEngineJson(manager, "/swarm"));
for (const [at, socket] of workers.entries()) {
  const RemoteAddrs = [`${nodes[0]?.address ?? ""}:2377`];
  const AdvertiseAddr = nodes[at + 1]?.address;
  await post(socket, "/swarm/join", { ListenAddr, AdvertiseAddr, RemoteAddrs, JoinToken: swarm.JoinTokens.Worker });
}
await post(manager, "/networks/create", { Name: "across", Driver: "overlay" });
await post(manager, "/services/create", {
  Name: "everywhere",
  TaskTemplate: {
    ContainerSpec: { Image: "busybox:latest", Command: ["sleep", "600"] },
    Networks: [{ Target: "across" }],
  },
  Mode: { Global: {} },
});
for (let running = 0; running < 3;) {
  await wait(200);
  const tasks = /** @type {{ Status: { State: string } }[]} */ (await callEngineJson(manager, "/tasks"));
  running = tasks.filter(({ Status }) => Status.State === "running").length;
}
const pids = nodes.map(({ within }) => Number(/\/proc\/(\d+)\//u.exec(within.join(" "))?.[1]));
console.log(`ready ${JSON.stringify({ pids, sockets: engines.map(({ socket }) => socket) })}`);
