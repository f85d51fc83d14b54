import { setTimeout as pause } from "node:timers/promises";
import { answersHttp } from "../docker/api/httpProbe";
import { listMarked } from "../docker/api/markedContainers";
import { EngineError } from "../docker/fault";
import { isUp } from "../docker/inventory/container";
import { containersOfWalk } from "./completion";
import { isNear, type WalkPlace } from "./place";
import { nameOnEngine, type Action, type Found } from "./walk";

/** What came of asking for the page at a port of `localhost`. */
export type TryOutcome =
  | { readonly kind: "found"; readonly found: Found }
  /** The container that is to ask or to be asked does not run. */
  | { readonly kind: "not-running"; readonly container: string }
  /** `localhost` here is not the engine's host. */
  | { readonly kind: "far" }
  /** The image has no program that asks. */
  | { readonly kind: "no-program" };

/** What is asked inside a container, in this order until an image has one. */
const programs = (url: string): readonly (readonly string[])[] => [
  ["curl", "-s", "-o", "/dev/null", "--max-time", "2", url],
  ["wget", "-q", "-O", "/dev/null", "-T", "2", url],
];

/** What a shell or the engine says of a program that is not there, or may not be run. */
const noProgram = [126, 127];

/** A program that was started a moment ago may not listen yet: it is asked again for so many milliseconds, after pauses. */
const patience = 4_000;
const betweenRounds = 200;

type TryAt = Extract<Action, { kind: "try" }>["at"];

/** `localhost` is both, and a program may listen on one of them. */
const loopbacks = ["127.0.0.1", "[::1]"];

/**
 * Asks for the page at `localhost` or at another container, from the host or inside a container; for a moment again and
 * again where an answer is expected. Throws EngineError.
 */
export async function tryPort(
  place: WalkPlace,
  { from, at, about, port }: Pick<Extract<Action, { kind: "try" }>, "from" | "at" | "about" | "port">,
  expected: Found,
  signal?: AbortSignal,
): Promise<TryOutcome> {
  const number = place.settings.ports[port];
  const until = performance.now() + (expected === "answers" ? patience : 0);
  if (from === "host") {
    if (!isNear(place.engine.endpoint)) return { kind: "far" };
    if (about !== undefined && !runs(place, about)) return { kind: "not-running", container: about };
  }
  const host = hostOf(place, at);
  if (host === undefined) return { kind: "not-running", container: targetOf(at) };
  if (from === "host") {
    const hosts = at === undefined ? loopbacks : [host];
    return again(until, () => askHere(hosts, number, signal), signal);
  }
  const { engine, settings } = place;
  const marked = await listMarked(engine.connection, settings.user, signal);
  const own = marked.find(({ mark }) => mark.walk === settings.walk.id && mark.container === from.container);
  const notRunning = { kind: "not-running", container: from.container } as const;
  if (own === undefined) return notRunning;
  try {
    return await again(until, () => askInside(place, own.id, `http://${host}:${number}/`, signal), signal);
  } catch (error) {
    const kind = error instanceof EngineError ? error.fault.kind : undefined;
    if (kind === "container-gone" || kind === "container-not-running") return notRunning;
    throw error;
  }
}

function runs({ inventory, settings }: WalkPlace, container: string): boolean {
  const own = containersOfWalk(inventory, settings.walk, settings.user);
  return own.some((each) => each.walk?.container === container && isUp(each));
}

async function again(
  until: number,
  ask: () => Promise<Found | "no-program">,
  signal: AbortSignal | undefined,
): Promise<TryOutcome> {
  for (;;) {
    const found = await ask();
    if (found === "no-program") return { kind: "no-program" };
    if (found === "answers" || performance.now() >= until) return { kind: "found", found };
    await pause(betweenRounds, undefined, signal === undefined ? {} : { signal });
  }
}

/** The host of the address that is asked; undefined where that container has none, as one that does not run. */
function hostOf({ inventory, settings }: WalkPlace, at: TryAt): string | undefined {
  if (at === undefined) return "localhost";
  if ("name" in at) return nameOnEngine(at.name);
  const own = containersOfWalk(inventory, settings.walk, settings.user);
  const target = own.find(({ walk }) => walk?.container === at.addressOf);
  return target?.attachments.find(({ address }) => address !== undefined)?.address;
}

function targetOf(at: TryAt): string {
  if (at === undefined) return "";
  return "name" in at ? at.name : at.addressOf;
}

async function askHere(hosts: readonly string[], port: number, signal: AbortSignal | undefined): Promise<Found> {
  const answers = await Promise.all(hosts.map((address) => answersHttp(`${address}:${port}`, signal)));
  return answers.some(Boolean) ? "answers" : "nothing";
}

async function askInside(
  { engine }: WalkPlace,
  id: string,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Found | "no-program"> {
  for (const command of programs(url)) {
    const exitCode = await exitOf(engine, id, command, signal);
    if (!noProgram.includes(exitCode)) return exitCode === 0 ? "answers" : "nothing";
  }
  return "no-program";
}

/** Engines refuse a program that is not there, or let it end with 126 or 127. */
async function exitOf(
  engine: WalkPlace["engine"],
  id: string,
  command: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number> {
  try {
    return (await engine.exec(id, command, signal)).exitCode;
  } catch (error) {
    const isMissing =
      error instanceof EngineError && /executable file not found|no such file/iu.test(error.fault.detail);
    if (isMissing) return 127;
    throw error;
  }
}
