import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startPrivateEngine, type PrivateEngine } from "../../scripts/engine/daemon.mjs";
import { importImages } from "../../scripts/engine/images.mjs";
import { Subject } from "../../scripts/subject.mjs";
import { Random } from "../../server/test/fuzz/random";
import { containersOfEngine, networksOfEngine } from "../engine/listed.mjs";
import { chooseAction, clear, type Played } from "./actions";
import { Contexts } from "./contexts";

/** How long, from which seed, on which engines. */
export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** The folder of each engine's programs; undefined for the installed ones. */
  readonly programs: readonly (string | undefined)[];
  /** The bundled test/soak/subject.ts. */
  readonly subject: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** What it cost the extension at a moment, after a collection of garbage. */
export interface Cost {
  readonly minute: number;
  readonly descriptors: number;
  readonly megabytes: number;
}

/** What came of it. */
export interface SoakResult {
  readonly comparisons: number;
  /** Each with what was shown and what there was. */
  readonly wrong: readonly string[];
  /** How often each action was done. */
  readonly done: ReadonlyMap<string, number>;
  /** The longest that a right state was waited for, in milliseconds. */
  readonly slowest: number;
  /** With nothing running: before, every now and then between, and after. */
  readonly costs: readonly Cost[];
}

/** Longer than the longest pause between two attempts, with a machine that is busy. */
const settleMilliseconds = 15_000;
const costEvery = 60_000;

type Shown = Readonly<Record<string, { state: string; address: string; containers?: unknown[]; networks?: unknown[] }>>;

/**
 * Plays with engines at random, and compares after each action what the extension's layers hold of each engine with
 * what the engine tells. The same seed plays the same actions; when their effects come is up to the engines.
 */
export async function soak({
  minutes,
  seed,
  programs,
  subject: program,
  signal,
  say,
}: SoakOptions): Promise<SoakResult> {
  const home = mkdtempSync(path.join(tmpdir(), "hostside-soak-"));
  const opened: PrivateEngine[] = [];
  let subject: Subject | undefined;
  try {
    for (const folder of programs) opened.push(await startPrivateEngine({ programs: folder }));
    for (const { socket } of opened) await importImages(socket);
    const engines = opened.map(({ socket }, index): Played => ({ name: `soak-${index}`, socket }));
    const contexts = new Contexts(home, engines);
    subject = new Subject(program, home, ...engines.map(({ name }) => name));
    return await play({ minutes, seed, engines, contexts, subject, signal, say });
  } finally {
    await subject?.stop();
    await Promise.all(opened.map((engine) => engine.stop()));
    rmSync(home, { recursive: true, force: true });
  }
}

interface Play extends Pick<SoakOptions, "minutes" | "seed" | "signal" | "say"> {
  readonly engines: readonly Played[];
  readonly contexts: Contexts;
  readonly subject: Subject;
}

async function play({ minutes, seed, engines, contexts, subject, signal, say }: Play): Promise<SoakResult> {
  const random = new Random(seed);
  const began = Date.now();
  const until = began + minutes * 60_000;
  const minute = (): number => (Date.now() - began) / 60_000;
  const done = new Map<string, number>();
  const wrong: string[] = [];
  const costs: Cost[] = [];
  let comparisons = 0;
  let slowest = 0;
  let current = 0;

  const compare = async (what: string): Promise<void> => {
    const from = Date.now();
    let difference = await differenceOf(subject, engines, current);
    while (difference !== undefined && Date.now() < from + settleMilliseconds) {
      await wait(100);
      difference = await differenceOf(subject, engines, current);
    }
    comparisons += engines.length + 1;
    slowest = Math.max(slowest, Date.now() - from);
    if (difference === undefined) return;
    wrong.push(`after ${what}, minute ${minute().toFixed(1)}: ${difference}`);
    say(`WRONG ${wrong.at(-1) ?? ""}`);
    // So that it is counted once.
    await subject.order("refresh");
  };
  const cost = async (): Promise<void> => {
    const { descriptors, megabytes } = await subject.order("cost");
    costs.push({ minute: minute(), descriptors: Number(descriptors), megabytes: Number(megabytes) });
    say(
      `minute ${minute().toFixed(1)}: ${comparisons} comparisons, ${wrong.length} wrong, ${String(descriptors)} descriptors, ${Number(megabytes).toFixed(1)} MB`,
    );
  };

  await compare("the start");
  await cost();
  for (let next = Date.now() + costEvery; Date.now() < until && !signal.aborted;) {
    const index = random.below(engines.length);
    const engine = engines[index];
    if (engine === undefined) continue;
    const name = random.below(12) === 0 ? "another context" : await act(engine, random);
    if (name === "another context") contexts.use((current = index));
    done.set(name, (done.get(name) ?? 0) + 1);
    // Every third time the next action comes before all is told.
    if (random.below(3) > 0) await compare(`${name} on ${engine.name}`);
    if (Date.now() < next) continue;
    next += costEvery;
    await cost();
  }
  for (const engine of engines) await clear(engine);
  await compare("all was removed");
  // Connections that wait for another request are closed after a while.
  for (let round = 0; round < 20 && (await descriptorsOf(subject)) > (costs[0]?.descriptors ?? 0); round += 1) {
    await wait(500);
  }
  await cost();
  return { comparisons, wrong, done, slowest, costs };
}

async function descriptorsOf(subject: Subject): Promise<number> {
  return Number((await subject.order("cost")).descriptors);
}

async function act(engine: Played, random: Random): Promise<string> {
  const action = chooseAction(random);
  await action.run(engine, random);
  return action.name;
}

/** The first difference between what is shown of the engines and what they tell; undefined where there is none. */
async function differenceOf(
  subject: Subject,
  engines: readonly Played[],
  current: number,
): Promise<string | undefined> {
  const told = await Promise.all(
    engines.map(async ({ socket }) => ({
      containers: sorted(await containersOfEngine(socket)),
      networks: sorted(await networksOfEngine(socket)),
    })),
  );
  const shown = (await subject.order("held")) as Shown;
  const sessions = [...engines.map(({ name }, index) => [name, index] as const), ["", current] as const];
  for (const [key, index] of sessions) {
    const { state, address, containers = [], networks = [] } = shown[key] ?? { state: "not there", address: "" };
    const name = key === "" ? "the current context" : key;
    if (state !== "ready") return `${name} is ${state}`;
    if (address !== `unix://${engines[index]?.socket ?? ""}`) return `${name} is ${address}`;
    const difference =
      firstDifference(sorted(containers), told[index]?.containers ?? []) ??
      firstDifference(sorted(networks), told[index]?.networks ?? []);
    if (difference !== undefined) return `${name}: ${difference}`;
  }
  return undefined;
}

const sorted = (entries: readonly unknown[]): string[] => entries.map((entry) => JSON.stringify(entry)).sort();

function firstDifference(held: readonly string[], told: readonly string[]): string | undefined {
  const extra = held.find((entry) => !told.includes(entry));
  const missing = told.find((entry) => !held.includes(entry));
  return extra === undefined && missing === undefined
    ? undefined
    : `held ${extra ?? "nothing else"}, told ${missing ?? "nothing else"}`;
}
