import { setTimeout as wait } from "node:timers/promises";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import type { Random } from "../../server/test/fuzz/random";
import { answering, dockerdOf, killEngine, startOf } from "../engine/killed.mjs";

/** An engine that the soak plays with. */
export interface Played {
  readonly name: string;
  readonly socket: string;
}

/** What an action may do. Each leaves the engine answering; what the engine refuses is part of the play. */
export interface Action {
  readonly name: string;
  /** How often it is chosen, beside the others. */
  readonly weight: number;
  run(engine: Played, random: Random): Promise<void>;
}

/** Containers of one engine, so that the machine holds them; beyond, the next is removed instead. */
const mostContainers = 25;
const mostNetworks = 6;
const stormSize = 60;
const longestStall = 12_000;

interface Listed {
  readonly Id: string;
  readonly State: string;
  readonly Name?: string;
}

const all = (engine: Played): Promise<Listed[]> => callEngineJson<Listed[]>(engine.socket, "/containers/json?all=1");

async function one(engine: Played, random: Random, state?: string): Promise<string | undefined> {
  const found = (await all(engine)).filter(({ State }) => state === undefined || State === state);
  return found.length === 0 ? undefined : random.oneOf(found.map(({ Id }) => Id).sort());
}

async function ownNetworks(engine: Played): Promise<string[]> {
  const networks = await callEngineJson<Listed[]>(engine.socket, "/networks");
  return networks.flatMap(({ Name = "" }) => (Name.startsWith("soak-") ? Name : [])).sort();
}

/** Refusals are the engine's right: a container that has ended meanwhile, a network in use. */
async function ask(engine: Played, path: string, method = "POST", json?: object): Promise<void> {
  await callEngine(engine.socket, path, { method, ...(json === undefined ? {} : { json }), timeout: 60_000 }).catch(
    (error: unknown) => {
      if (!(error instanceof Error && "status" in error)) throw error;
    },
  );
}

let number = 0;

async function create(engine: Played, more: object = {}): Promise<void> {
  number += 1;
  const json = {
    ...{ Image: "busybox:latest", Cmd: ["sleep", "3600"], Labels: { "hostside.test": "soak" }, StopTimeout: 1 },
    ...more,
  };
  const { Id } = await callEngineJson<{ Id: string }>(engine.socket, `/containers/create?name=soak-${number}`, {
    ...{ method: "POST", json },
  });
  await ask(engine, `/containers/${Id}/start`);
}

async function start(engine: Played, random: Random): Promise<void> {
  if ((await all(engine)).length >= mostContainers) return remove(engine, random);
  const owner = await one(engine, random, "running");
  const modes = ["bridge", "none", "host", ...(await ownNetworks(engine)), ...(owner ? [`container:${owner}`] : [])];
  const NetworkMode = random.oneOf(modes);
  const published = NetworkMode === "bridge" || NetworkMode.startsWith("soak-") ? random.below(2) === 1 : false;
  const bindings = published ? { PortBindings: { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }] } } : {};
  // Every fourth ends by itself.
  const command = random.below(4) === 0 ? { Cmd: ["sh", "-c", "sleep 0.3; exit 3"] } : {};
  const exposed = published ? { ExposedPorts: { "80/tcp": {} } } : {};
  await create(engine, { HostConfig: { NetworkMode, ...bindings }, ...exposed, ...command });
}

async function remove(engine: Played, random: Random): Promise<void> {
  const id = await one(engine, random);
  if (id !== undefined) await ask(engine, `/containers/${id}?force=1&v=1`, "DELETE");
}

/** Does it to a container in this state, where there is one. */
const to =
  (state: string | undefined, word: (random: Random) => string) =>
  async (engine: Played, random: Random): Promise<void> => {
    const id = await one(engine, random, state);
    if (id !== undefined) await ask(engine, `/containers/${id}/${word(random)}`);
  };

async function network(engine: Played, random: Random): Promise<void> {
  const networks = await ownNetworks(engine);
  if (networks.length >= mostNetworks) return ask(engine, `/networks/${random.oneOf(networks)}`, "DELETE");
  number += 1;
  const Internal = random.below(3) === 0;
  return ask(engine, "/networks/create", "POST", { Name: `soak-net-${number}`, Internal });
}

const join =
  (word: "connect" | "disconnect") =>
  async (engine: Played, random: Random): Promise<void> => {
    const networks = await ownNetworks(engine);
    const Container = await one(engine, random, "running");
    if (Container === undefined || networks.length === 0) return;
    const more = word === "disconnect" ? { Force: true } : {};
    await ask(engine, `/networks/${random.oneOf(networks)}/${word}`, "POST", { Container, ...more });
  };

/** Six at a time come, start and go; some stay a moment longer. */
async function storm(engine: Played): Promise<void> {
  let left = stormSize;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      number += 1;
      const name = `soak-storm-${number}`;
      await ask(engine, `/containers/create?name=${name}`, "POST", {
        ...{ Image: "busybox:latest", Cmd: ["true"], HostConfig: { NetworkMode: "none" } },
      });
      await ask(engine, `/containers/${name}/start`);
      await ask(engine, `/containers/${name}?force=1`, "DELETE");
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

async function kill(engine: Played, random: Random): Promise<void> {
  const startAgain = startOf(engine);
  await killEngine(engine);
  await wait(random.below(6_000));
  startAgain();
  await answering(engine);
}

async function stall(engine: Played, random: Random): Promise<void> {
  const dockerd = dockerdOf(engine);
  process.kill(dockerd, "SIGSTOP");
  try {
    await wait(random.below(longestStall));
  } finally {
    process.kill(dockerd, "SIGCONT");
  }
  await answering(engine);
}

/** What happens to an engine; a change of the context is the soak's own. */
const actions: readonly Action[] = [
  { name: "start", weight: 24, run: start },
  { name: "remove", weight: 10, run: remove },
  { name: "kill", weight: 8, run: to("running", (random) => `kill?signal=${random.oneOf(["KILL", "STOP", "CONT"])}`) },
  { name: "stop", weight: 5, run: to("running", () => "stop?t=0") },
  { name: "start again", weight: 8, run: to("exited", () => "start") },
  { name: "restart", weight: 6, run: to("running", () => "restart?t=0") },
  { name: "pause", weight: 4, run: to("running", () => "pause") },
  { name: "unpause", weight: 6, run: to("paused", () => "unpause") },
  { name: "rename", weight: 4, run: to(undefined, () => `rename?name=soak-renamed-${(number += 1)}`) },
  { name: "network", weight: 6, run: network },
  { name: "connect", weight: 8, run: join("connect") },
  { name: "disconnect", weight: 6, run: join("disconnect") },
  { name: "storm", weight: 5, run: storm },
  { name: "kill the engine", weight: 4, run: kill },
  { name: "stall the engine", weight: 4, run: stall },
];

/** One of them, by its weight. */
export function chooseAction(random: Random): Action {
  return random.oneOf(actions.flatMap((action) => Array.from({ length: action.weight }, () => action)));
}

/** Removes all that the soak made. */
export async function clear(engine: Played): Promise<void> {
  for (const { Id } of await all(engine)) await ask(engine, `/containers/${Id}?force=1&v=1`, "DELETE");
  for (const name of await ownNetworks(engine)) await ask(engine, `/networks/${name}`, "DELETE");
}
