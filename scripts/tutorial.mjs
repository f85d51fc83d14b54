// @ts-check
// Plays tutorial/ on an engine: the containers that `docker compose up` would make of its Compose files, without needing
// Compose.
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { tutorialFolder } from "./checkout.mjs";
import { callEngine, callEngineJson, EngineError } from "./engine/http.mjs";

const image = "nginx:alpine";

/** Its containers, in the order of the story. */
export const tutorialContainers = /** @type {const} */ (["app1", "app2", "app3"]);

/**
 * Step 1: app1 on the default bridge, without a published port.
 * @param {string} socket
 */
export async function startUnpublished(socket) {
  await replace(socket, "app1", "compose.step-1.yaml", { NetworkMode: "bridge" });
}

/**
 * Steps 2 to 4: app1 with 2000:80, app2 with the host driver, app3 with the host driver too, which exits because port 80
 * is taken. Resolves when app1 and app2 answer and app3 has ended.
 * @param {string} socket
 */
export async function startTutorial(socket) {
  await removeTutorial(socket);
  await refuseTakenPorts();
  await startPublished(socket);
  await startHostMode(socket);
  await startSecondHostMode(socket);
}

/**
 * Step 2: app1 on the default bridge, published as 2000:80.
 * @param {string} socket
 */
export async function startPublished(socket) {
  await replace(socket, "app1", "compose.yaml", {
    NetworkMode: "bridge",
    PortBindings: { "80/tcp": [{ HostIp: "", HostPort: "2000" }] },
  });
  await untilServed("http://127.0.0.1:2000/");
}

/**
 * Step 3: app2 with the host driver.
 * @param {string} socket
 */
export async function startHostMode(socket) {
  await replace(socket, "app2", "compose.yaml", { NetworkMode: "host" });
  await untilServed("http://127.0.0.1:80/");
}

/**
 * Step 4: app3 with the host driver; resolves when it has exited.
 * @param {string} socket
 */
export async function startSecondHostMode(socket) {
  await replace(socket, "app3", "compose.yaml", {
    NetworkMode: "host",
    PortBindings: { "80/tcp": [{ HostIp: "", HostPort: "8080" }] },
  });
  await callEngine(socket, "/containers/app3/wait", { method: "POST" });
}

/**
 * Step 5: removes the tutorial's containers; those that are not there are fine.
 * @param {string} socket
 */
export async function removeTutorial(socket) {
  await Promise.all(tutorialContainers.map((name) => remove(socket, name)));
}

/**
 * @param {string} socket
 * @param {string} name
 * @param {string} file
 * @param {Record<string, unknown>} hostConfig
 */
async function replace(socket, name, file, hostConfig) {
  await remove(socket, name);
  const json = { Image: image, Labels: labels(name, file), HostConfig: hostConfig, ExposedPorts: { "80/tcp": {} } };
  await callEngineJson(socket, `/containers/create?name=${name}`, { method: "POST", json });
  await callEngine(socket, `/containers/${name}/start`, { method: "POST" });
}

/**
 * What Compose writes on a container to find it again.
 * @param {string} service
 * @param {string} file
 */
function labels(service, file) {
  return {
    "com.docker.compose.project": "tutorial",
    "com.docker.compose.service": service,
    "com.docker.compose.container-number": "1",
    "com.docker.compose.oneoff": "False",
    "com.docker.compose.project.working_dir": tutorialFolder,
    "com.docker.compose.project.config_files": path.join(tutorialFolder, file),
  };
}

/**
 * @param {string} socket
 * @param {string} name
 */
async function remove(socket, name) {
  try {
    await callEngine(socket, `/containers/${name}?force=1&v=1`, { method: "DELETE" });
  } catch (error) {
    if (!(error instanceof EngineError && error.status === 404)) throw error;
  }
}

/** Says beforehand what the engine or nginx would say less clearly. */
async function refuseTakenPorts() {
  for (const [port, name] of /** @type {const} */ ([
    [80, "app2"],
    [2000, "app1"],
  ])) {
    if (await isFree(port)) continue;
    throw new Error(
      `Port ${port} of this machine is in use, and the tutorial's ${name} needs it: ` +
        `stop what listens there (\`ss -ltnp\` names it) and run this again.`,
    );
  }
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "0.0.0.0", exclusive: true }, () => {
      probe.close(() => resolve(true));
    });
  });
}

/**
 * nginx says nowhere that it listens now, so it is asked until it does.
 * @param {string} url
 */
async function untilServed(url) {
  const until = Date.now() + 15_000;
  for (;;) {
    try {
      const answer = await fetch(url);
      if (answer.ok) return;
    } catch (error) {
      if (Date.now() > until) throw new Error(`Nothing answered at ${url} within 15 s.`, { cause: error });
    }
    await wait(50);
  }
}
