import { act } from "../docker/api/containerActions";
import { createContainer } from "../docker/api/containerCreation";
import { exitWithin } from "../docker/api/containerExit";
import { hasImage } from "../docker/api/imagePull";
import { listMarked, removeMarked } from "../docker/api/markedContainers";
import { makeMarkedNetwork } from "../docker/api/markedNetworks";
import { EngineError, faultFrom } from "../docker/fault";
import { isUp, type Container } from "../docker/inventory/container";
import { findContainer } from "../docker/inventory/inventory";
import { publishedPortIn } from "../insight/problems";
import { containersOfWalk, isOn } from "./completion";
import { creationOf } from "./creation";
import type { WalkPlace } from "./place";
import { neededPorts, takenPort, type TakenPort } from "./takenPort";
import { nameOnEngine, type WalkContainer } from "./walk";

/** What came of starting a container. Nothing of it is left behind where it is none of the first three. */
export type RunOutcome =
  /** It was started now. */
  | { readonly kind: "runs" }
  /** It ran already, as from another window. */
  | { readonly kind: "ran-already" }
  /** It was started and has ended, as it was meant to. */
  | { readonly kind: "ended"; readonly exitCode: number }
  | { readonly kind: "image-missing" }
  | ({ readonly kind: "port-taken" } & TakenPort)
  /** Another container or network, which no walk of this user made, has its name. */
  | { readonly kind: "name-taken"; readonly name: string }
  /** The container in whose network namespace it is to run does not run. */
  | { readonly kind: "owner-missing"; readonly owner: string }
  /** Its program has ended at once, and was to run. */
  | { readonly kind: "failed"; readonly exitCode: number };

/** nginx tries for a port five times, half a second apart. */
const longestEnd = 15_000;
/** In so much time a program that cannot have its port has ended. */
const longEnough = 4_000;
/** In so much time a program has mostly ended that cannot run at all, as for its configuration. */
const atOnce = 700;

/** Starts a container of a walk, in place of the one that has its name. Throws EngineError. */
export async function runContainer(place: WalkPlace, wanted: WalkContainer, signal?: AbortSignal): Promise<RunOutcome> {
  const { engine, inventory, settings } = place;
  const { connection } = engine;
  const own = containersOfWalk(inventory, settings.walk, settings.user);
  const present = own.find(({ walk }) => walk?.container === wanted.name);
  if (present !== undefined && runsAs(present, wanted, place, own)) return { kind: "ran-already" };
  const name = nameOnEngine(wanted.name);
  const stranger = findContainer(inventory, name);
  if (stranger !== undefined && stranger.id !== present?.id) return { kind: "name-taken", name };
  if (!(await hasImage(connection, settings.image, signal))) return { kind: "image-missing" };
  const others = own.filter((each) => each !== present);
  const { taken, inTheWay, isHostRead } = await neededPorts(place, wanted, own, signal);
  if (taken !== undefined) return { kind: "port-taken", ...taken };
  for (const { id } of [present, ...others.filter((each) => inTheWay.includes(each))].filter(isThere)) {
    await removeMarked(connection, id);
  }
  const lacking = await makeNetwork(place, wanted, signal);
  if (lacking !== undefined) return lacking;
  const made = await create(place, wanted, name, signal);
  if (made === undefined) return { kind: "ran-already" };
  try {
    await act(connection, made, "start", signal);
  } catch (error) {
    await removeMarked(connection, made);
    const port = error instanceof EngineError ? publishedPortIn(error.fault.detail) : undefined;
    const lost = wanted.needs.find((each) => settings.ports[each] === port);
    if (port === undefined || lost === undefined) throw error;
    return { kind: "port-taken", ...takenPort(lost, port, []) };
  }
  return afterStart(place, wanted, made, isHostRead, signal);
}

/** A program in host mode that has lost its port ends by itself; where the ports are known before, nobody waits for it. */
async function afterStart(
  place: WalkPlace,
  wanted: WalkContainer,
  id: string,
  isHostRead: boolean,
  signal: AbortSignal | undefined,
): Promise<RunOutcome> {
  const { connection } = place.engine;
  if (wanted.exits === true) {
    const exitCode = await exitWithin(connection, id, longestEnd, signal);
    return exitCode === undefined ? { kind: "runs" } : { kind: "ended", exitCode };
  }
  const mayHaveLost = wanted.network === "host" && !isHostRead;
  const exitCode = await exitWithin(connection, id, mayHaveLost ? longEnough : atOnce, signal);
  if (exitCode === undefined) return { kind: "runs" };
  await removeMarked(connection, id);
  const needed = mayHaveLost ? wanted.needs[0] : undefined;
  // What it wrote is gone with it; a program that ends at once in host mode has mostly lost its port.
  if (needed === undefined || exitCode === 0) return { kind: "failed", exitCode };
  return { kind: "port-taken", ...takenPort(needed, place.settings.ports[needed], []) };
}

/**
 * Sees to what the container's network needs: a network of the walk's own is made, the owner of a namespace has to run.
 * Resolves to what is in the way. Throws EngineError.
 */
async function makeNetwork(
  { engine, inventory, settings }: WalkPlace,
  { network }: WalkContainer,
  signal: AbortSignal | undefined,
): Promise<RunOutcome | undefined> {
  if (typeof network === "string") return undefined;
  const { walk, user } = settings;
  if ("container" in network) {
    const own = containersOfWalk(inventory, walk, user);
    const owner = own.find((each) => each.walk?.container === network.container);
    return owner !== undefined && isUp(owner) ? undefined : { kind: "owner-missing", owner: network.container };
  }
  const name = nameOnEngine(network.network);
  const mark = { walk: walk.id, container: network.network, user };
  return (await makeMarkedNetwork(engine.connection, name, mark, signal)) ? undefined : { kind: "name-taken", name };
}

/** Undefined where another window was faster: the engine gives a name to one container only. Throws EngineError. */
async function create(
  place: WalkPlace,
  wanted: WalkContainer,
  name: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { connection } = place.engine;
  try {
    return await createContainer(connection, name, creationOf(wanted, place.settings), signal);
  } catch (error) {
    if (!/already in use/iu.test(faultFrom(error).detail)) throw error;
    const marked = await listMarked(connection, place.settings.user, signal);
    if (marked.some(({ mark }) => mark.container === wanted.name)) return undefined;
    throw error;
  }
}

/** Whether it runs as it is wanted: on this network, with this port published. */
function runsAs(
  container: Container,
  wanted: WalkContainer,
  { settings }: WalkPlace,
  own: readonly Container[],
): boolean {
  if (!isUp(container) || !isOn(container, wanted.network, own)) return false;
  const published = container.published.map(({ hostPort }) => hostPort);
  return wanted.publish === undefined ? published.length === 0 : published.includes(settings.ports[wanted.publish]);
}

function isThere<T>(one: T | undefined): one is T {
  return one !== undefined;
}
