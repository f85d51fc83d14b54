// @ts-check
// An HTTP server that answers like an engine with very many containers, also to Docker's own command line.
import { createServer } from "node:http";

/** @typedef {{ Id: string, Names: string[], State: string, Status: string } & Record<string, unknown>} Listed */

/**
 * @typedef {object} FakeDocker
 * @property {Listed[]} containers what it lists
 * @property {number} requests how many it has answered
 * @property {number} inspections how many of them asked for one container
 * @property {(container: Listed, action: string) => void} tell sends an event of this container
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} socket
 * @param {number} count
 * @returns {Promise<FakeDocker>}
 */
export async function startFakeDocker(socket, count) {
  const containers = Array.from({ length: count }, (_, index) => listed(index));
  // Compose makes one for each project.
  const networks = Array.from({ length: count / 10 }, (_, index) => network(index));
  /** @type {Set<import("node:http").ServerResponse>} */
  const streams = new Set();
  let time = 1_700_000_000_000_000_000n;
  const server = createServer((request, response) => {
    fake.requests += 1;
    const url = new URL(request.url ?? "/", "http://engine");
    const path = url.pathname.replace(/^\/v[\d.]+/u, "");
    response.setHeader("Api-Version", "1.41");
    if (path === "/events") {
      response.flushHeaders();
      streams.add(response);
      response.on("close", () => streams.delete(response));
      return;
    }
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(answer(path, url)));
  });
  /** @type {(path: string, url: URL) => unknown} */
  const answer = (path, url) => {
    if (path === "/version") return { Version: "20.10.24", ApiVersion: "1.41", MinAPIVersion: "1.12" };
    if (path === "/info") return { OSType: "linux" };
    if (path === "/networks") return networks;
    const id = /^\/containers\/([0-9a-f]{64})\/json$/u.exec(path)?.[1];
    if (id !== undefined) return inspection(id);
    if (path !== "/containers/json") return [];
    /** @type {unknown} */
    const filters = JSON.parse(url.searchParams.get("filters") ?? "{}");
    const { id: ids } = /** @type {{ id?: string[] | Record<string, boolean> }} */ (filters);
    if (ids === undefined) return containers;
    const wanted = new Set(Array.isArray(ids) ? ids : Object.keys(ids));
    return containers.filter(({ Id }) => wanted.has(Id));
  };
  /** @param {string} id */
  const inspection = (id) => {
    fake.inspections += 1;
    const found = containers.find(({ Id }) => Id === id);
    const State = {
      Status: "running",
      Running: true,
      Pid: 1000 + Number.parseInt(id, 16),
      StartedAt: "2023-11-14T22:13:20Z",
    };
    return { ...found, State, NetworkSettings: found?.NetworkSettings };
  };
  /** @type {FakeDocker} */
  const fake = {
    containers,
    requests: 0,
    inspections: 0,
    tell: ({ Id }, action) => {
      time += 1n;
      const line = `{"Type":"container","Action":"${action}","Actor":{"ID":"${Id}","Attributes":{}},"timeNano":${time}}\n`;
      for (const stream of streams) stream.write(line);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  await new Promise((resolve) => {
    server.listen(socket, () => resolve(undefined));
  });
  return fake;
}

/** @param {number} index */
function network(index) {
  const Config = [{ Subnet: `10.${index >> 8}.${index & 255}.0/24`, Gateway: `10.${index >> 8}.${index & 255}.1` }];
  return {
    Id: networkId(index),
    Name: `project${index}_default`,
    Driver: "bridge",
    Scope: "local",
    IPAM: { Config },
    Labels: { "com.docker.compose.project": `project${index}` },
  };
}

/** @param {number} index */
function networkId(index) {
  return `a${index.toString(16).padStart(63, "0")}`;
}

/** As an engine lists it, with what a container of Compose carries. @param {number} index @returns {Listed} */
function listed(index) {
  const project = `project${Math.floor(index / 10)}`;
  const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
  return {
    Id: index.toString(16).padStart(64, "0"),
    Names: [`/${project}-service${index % 10}-1`],
    Image: "nginx:alpine",
    ImageID: `sha256:${"0".repeat(64)}`,
    Command: "/docker-entrypoint.sh nginx -g 'daemon off;'",
    Created: 1_700_000_000,
    State: "running",
    Status: "Up 3 hours",
    Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 10_000 + (index % 50_000), Type: "tcp" }],
    Labels: {
      "com.docker.compose.project": project,
      "com.docker.compose.service": `service${index % 10}`,
      "com.docker.compose.project.config_files": `/home/user/${project}/compose.yaml`,
      "com.docker.compose.project.working_dir": `/home/user/${project}`,
    },
    HostConfig: { NetworkMode: `${project}_default` },
    NetworkSettings: {
      Networks: {
        [`${project}_default`]: {
          ...{ IPAddress: address, IPPrefixLen: 8, Gateway: "10.0.0.1", MacAddress: "02:42:0a:00:00:02" },
          ...{
            NetworkID: networkId(Math.floor(index / 10)),
            EndpointID: "0".repeat(64),
            GlobalIPv6Address: "",
            IPv6Gateway: "",
          },
        },
      },
    },
    Mounts: [],
  };
}
