// @ts-check
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";

const service = "hostside-look-queue";

/**
 * Makes the engine a swarm of one node, with a service of two tasks, until it is removed.
 * @param {string} socket
 */
export async function makeSwarm(socket) {
  const swarm = { ListenAddr: "127.0.0.1:23779", AdvertiseAddr: "127.0.0.1", DataPathPort: 24791 };
  await callEngine(socket, "/swarm/init", { method: "POST", json: swarm });
  const Ports = [{ Protocol: "tcp", TargetPort: 80, PublishedPort: 21_989, PublishMode: "ingress" }];
  await callEngineJson(socket, "/services/create", {
    method: "POST",
    json: {
      Name: service,
      TaskTemplate: { ContainerSpec: { Image: "busybox:latest", Command: ["sleep", "600"] } },
      Mode: { Replicated: { Replicas: 2 } },
      EndpointSpec: { Ports },
    },
  });
  return {
    service,
    remove: async () => {
      await callEngine(socket, `/services/${service}`, { method: "DELETE" });
      await callEngine(socket, "/swarm/leave?force=1", { method: "POST" });
    },
  };
}
