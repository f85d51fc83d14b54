// @ts-check
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";

/** Beside the tutorial's project: eight projects with sixty containers in all. */
const projects = ["auth", "blog", "chat", "mail", "metrics", "search", "shop"];
const services = ["api", "cache", "db", "jobs", "proxy", "queue", "web", "worker"];
/** So many requests at once: the engine starts containers one after the other anyway. */
const atOnce = 4;

/**
 * Starts 57 containers in seven projects, which with the tutorial's three are sixty; each project has a network, and its
 * `web` publishes a port that the engine chooses.
 * @param {string} socket
 * @returns {Promise<() => Promise<void>>} removes them
 */
export async function startSixty(socket) {
  const wanted = projects.flatMap((project) => services.map((service) => ({ project, service, number: 1 })));
  wanted.push({ project: "shop", service: "web", number: 2 });
  /** @type {string[]} */
  const ids = [];
  const networks = projects.map((project) => `${project}_default`);
  const remove = async () => {
    await inTurns(ids, (id) => callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" }));
    await inTurns(networks, (name) => callEngine(socket, `/networks/${name}`, { method: "DELETE" }));
  };
  await inTurns(networks, (Name) =>
    callEngineJson(socket, "/networks/create", { method: "POST", json: { Name } }),
  );
  await inTurns(wanted, async ({ project, service, number }) => {
    const publishes = service === "web" ? { "80/tcp": [{ HostPort: "" }] } : {};
    const made = await callEngineJson(socket, `/containers/create?name=${project}-${service}-${number}`, {
      method: "POST",
      json: {
        Image: "busybox:latest",
        Cmd: service === "web" ? ["httpd", "-f", "-p", "80"] : ["sleep", "3600"],
        Labels: { "com.docker.compose.project": project, "com.docker.compose.service": service },
        ExposedPorts: service === "web" ? { "80/tcp": {} } : {},
        HostConfig: { NetworkMode: `${project}_default`, PortBindings: publishes },
      },
    });
    const { Id } = /** @type {{ Id: string }} */ (made);
    ids.push(Id);
    await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
  });
  return remove;
}

/**
 * Does the work for each, a few at once.
 * @template T
 * @param {readonly T[]} all
 * @param {(one: T) => Promise<unknown>} work
 */
async function inTurns(all, work) {
  const left = [...all];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
