// @ts-check
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";

/** Beside the tutorial's project of three: sixty containers in eight projects. */
const projects = ["auth", "blog", "chat", "mail", "metrics", "search", "shop"];
const services = ["api", "cache", "db", "jobs", "proxy", "queue", "web", "worker"];
/** So many requests at once: the engine starts containers one after the other anyway. */
const atOnce = 4;
const sleep = ["sleep", "3600"];
const serve = ["httpd", "-f", "-p", "80"];

/**
 * @typedef {object} Wanted a container of a Compose project
 * @property {string} project
 * @property {string} service
 * @property {number} [number]
 * @property {readonly string[]} [command]
 * @property {string} [publish] a port of the host for port 80; empty for one that the engine chooses
 * @property {object} [host] more of its HostConfig
 */

/** Containers of projects, each in its project's own network, until they are removed. */
export class Projects {
  /** @type {string[]} */
  #containers = [];
  /** @type {string[]} */
  #networks = [];

  /** @param {string} socket */
  constructor(socket) {
    this.socket = socket;
  }

  /** 57 containers in seven projects; each `web` publishes a port that the engine chooses. */
  async startMany() {
    await inTurns(projects, (project) => this.#addNetwork(project));
    const all = projects.flatMap((project) => services.map((service) => ({ project, service })));
    await inTurns([...all, { project: "shop", service: "web", number: 2 }], (one) =>
      this.#start(one.service === "web" ? { ...one, command: serve, publish: "" } : one),
    );
  }

  async remove() {
    await inTurns(this.#containers, (id) => callEngine(this.socket, `/containers/${id}?force=1`, { method: "DELETE" }));
    await inTurns(this.#networks, (name) => callEngine(this.socket, `/networks/${name}`, { method: "DELETE" }));
  }

  /** @param {string} project */
  async #addNetwork(project) {
    const name = `${project}_default`;
    await callEngineJson(this.socket, "/networks/create", { method: "POST", json: { Name: name } });
    this.#networks.push(name);
  }

  /** @param {Wanted} wanted @returns {Promise<string>} its ID */
  async #start({ project, service, number = 1, command = sleep, publish, host = {} }) {
    const bindings = publish === undefined ? {} : { PortBindings: { "80/tcp": [{ HostPort: publish }] } };
    const made = await callEngineJson(this.socket, `/containers/create?name=${project}-${service}-${number}`, {
      method: "POST",
      json: {
        Image: "busybox:latest",
        Cmd: command,
        Labels: { "com.docker.compose.project": project, "com.docker.compose.service": service },
        ExposedPorts: publish === undefined ? {} : { "80/tcp": {} },
        HostConfig: { NetworkMode: `${project}_default`, ...bindings, ...host },
      },
    });
    const { Id } = /** @type {{ Id: string }} */ (made);
    this.#containers.push(Id);
    await this.#post(Id, "start");
    return Id;
  }

  /** @param {string} id @param {string} action */
  #post(id, action) {
    return callEngine(this.socket, `/containers/${id}/${action}`, { method: "POST" });
  }
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
