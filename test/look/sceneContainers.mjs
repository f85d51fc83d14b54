// @ts-check
// The seven scenes of trouble, A to G: a container for each, and what its line is to say.
import { createServer } from "node:net";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";

const project = "hostside-look-scenes";

/** @returns {Promise<{ port: number, close: () => void }>} a port that a process of the host has */
function takePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "0.0.0.0", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      resolve({ port, close: () => server.close() });
    });
  });
}

/**
 * A container for each scene, and what its line says.
 * @param {string} socket
 */
export async function makeScenes(socket) {
  /** @type {string[]} */
  const ids = [];
  const networks = ["front", "back"].map((key) => `${project}_${key}`);
  for (const Name of networks) {
    const json = { Name, Labels: { "com.docker.compose.project": project } };
    await callEngineJson(socket, "/networks/create", { method: "POST", json });
  }
  const [front = "", back = ""] = networks;
  const held = await takePort();
  const free = await takePort();
  free.close();
  /** @param {string} service @param {string[]} command @param {object} host @param {object} [more] */
  const start = async (service, command, host, more = {}) => {
    const made = await callEngineJson(socket, `/containers/create?name=${project}-${service}-1`, {
      method: "POST",
      json: {
        ...{ Image: "busybox:latest", Cmd: command, HostConfig: host },
        Labels: { "com.docker.compose.project": project, "com.docker.compose.service": service },
        ...more,
      },
    });
    const { Id } = /** @type {{ Id: string }} */ (made);
    ids.push(Id);
    // That the engine refuses to is what some scenes are about.
    await callEngine(socket, `/containers/${Id}/start`, { method: "POST" }).catch(() => undefined);
    return Id;
  };
  /** @param {string | number} port @param {number} target */
  const publish = (port, target) => ({
    NetworkMode: front,
    PortBindings: { [`${target}/tcp`]: [{ HostPort: String(port) }] },
  });
  const exposed = (/** @type {number} */ port) => ({ ExposedPorts: { [`${port}/tcp`]: {} } });
  const sleep = ["sleep", "600"];
  await start("admin", ["httpd", "-f", "-p", "127.0.0.1:8080"], publish("", 8080), exposed(8080));
  await start("blog", ["httpd", "-f", "-p", "8080"], publish("", 80), exposed(80));
  await start("cart", ["httpd", "-f", "-p", "80"], publish(free.port, 80), exposed(80));
  await start("cart-next", sleep, publish(free.port, 80), exposed(80));
  const vpn = await start("vpn", sleep, { NetworkMode: front });
  await start("download", sleep, { NetworkMode: `container:${vpn}` });
  await callEngine(socket, `/containers/${vpn}/restart?t=0`, { method: "POST" });
  await start("edge", ["httpd", "-f", "-p", String(held.port)], { NetworkMode: "host" });
  await start("db", sleep, { NetworkMode: back });
  await start("feed", sleep, { NetworkMode: front }, { Env: ["DB_HOST=db"] });
  await start("gateway", sleep, publish(held.port, 80), exposed(80));
  return {
    said: /** @type {const} */ ([
      ["admin", "8080/tcp listens on loopback only"],
      ["blog", "80/tcp is published, 8080 listens"],
      ["cart-next", `port ${free.port} is taken by cart`],
      ["download", "has lost its network"],
      ["edge", `port taken, perhaps ${held.port}: `],
      ["feed", "cannot resolve db: only on back"],
      ["gateway", `port ${held.port} is taken by `],
    ]),
    remove: async () => {
      held.close();
      for (const id of ids) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
      for (const name of networks) await callEngine(socket, `/networks/${name}`, { method: "DELETE" });
    },
  };
}
