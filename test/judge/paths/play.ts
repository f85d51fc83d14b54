import { spawn } from "node:child_process";
import path from "node:path";
import type { Engine } from "../../../client/src/docker/api/engine";
import { derivePath } from "../../../client/src/insight/path/derive";
import type { Path, PathSnapshot, PathState, Place, Target } from "../../../client/src/insight/path/model";
import { containerName, pidOf, setStage, type Actor } from "./stage";
import { lan, programs, type JudgedHost } from "./host";
import { asRoot, type SnapshotReader } from "./readers";
import { calledPorts, type Scene } from "./scene";

/** One pair: what was derived of it, and what became of the call. */
export interface Pair {
  readonly path: Path;
  readonly tried: Tried;
  readonly verdict: "agree" | "unknown" | "disagree";
}

/** What try.pl says of a call. */
export type Tried = "open" | "refused" | "unreachable" | "silent" | "noname";

/** How long nothing may come before a call counts as unanswered, in tenths of a second: at first, and on a busy machine. */
const patience = { first: 8, again: 60 };

/** A place that calls: what runs a program there. */
interface Caller {
  readonly name: string;
  readonly place: Place;
  readonly enter: readonly string[];
  readonly program: string;
}

/** Sets a scene up, derives every pair, tries every pair from its very place, and takes the scene away. */
export async function play(host: JudgedHost, engine: Engine, scene: Scene): Promise<Pair[]> {
  const stage = await setStage(host, scene);
  try {
    const snapshot = await asRoot(host, engine);
    const callers = await callersOf(host, stage.actors);
    const targets = targetsIn(snapshot, stage.actors);
    const pairs = await Promise.all(callers.map((caller) => pairsOf(snapshot, caller, targets)));
    return pairs.flat();
  } finally {
    await stage.remove();
  }
}

/** A question about one call: from the host, from outside, or from a container by its number. */
export interface Question {
  readonly from: "host" | "outside" | number;
  /** `@0` stands for the IPv4 address of a container, `@@0` for its IPv6 address. */
  readonly host: string;
  readonly port: number;
  readonly protocol?: "tcp" | "udp";
}

/**
 * Sets a scene up and tries these calls alone; each of the readers derives them by what it may see. The pairs of each, in
 * the order of the questions.
 */
export async function playAs(
  host: JudgedHost,
  engine: Engine,
  scene: Scene,
  questions: readonly Question[],
  readers: readonly SnapshotReader[],
): Promise<Pair[][]> {
  const stage = await setStage(host, scene);
  try {
    const callers = await callersOf(host, stage.actors);
    const snapshots: PathSnapshot[] = [];
    for (const read of readers) snapshots.push(await read(host, engine));
    const [first] = snapshots;
    const calls = await Promise.all(
      questions.map(async ({ from, host: written, port, protocol = "tcp" }) => {
        const name = typeof from === "number" ? containerName(from) : from;
        const caller = callers.find((each) => each.name === name);
        if (caller === undefined || first === undefined) throw new Error(`${name} cannot call anybody.`);
        const target = { host: addressOf(first, written), port, protocol };
        const [tried = "silent"] = await tryAll(caller, [target], patience.again);
        return { place: caller.place, target, tried };
      }),
    );
    return snapshots.map((snapshot) =>
      calls.map(({ place, target, tried }) => judged(derivePath(snapshot, place, target), tried)),
    );
  } finally {
    await stage.remove();
  }
}

function addressOf({ inventory }: PathSnapshot, written: string): string {
  const [, signs, number] = /^(@{1,2})(\d+)$/u.exec(written) ?? [];
  if (number === undefined) return written;
  const container = [...inventory.containers.values()].find(({ name }) => name === containerName(Number(number)));
  const place = container?.attachments[0];
  return (signs === "@" ? place?.address : place?.address6) ?? written;
}

async function callersOf(host: JudgedHost, actors: readonly Actor[]): Promise<Caller[]> {
  const program = path.join(programs, "try.pl");
  const found: Caller[] = [
    { name: "host", place: { kind: "host" }, enter: host.onHost, program },
    { name: "outside", place: { kind: "outside", address: lan.outside }, enter: host.outside, program },
  ];
  for (const actor of actors) {
    const pid = actor.spec.state === "paused" ? undefined : await pidOf(host.engine.socket, actor);
    const enter = ["nsenter", "--target", String(pid), "--net", "--mount"];
    const place = { kind: "container", id: actor.id } as const;
    if (pid !== undefined) found.push({ name: actor.name, place, enter, program: "/try.pl" });
  }
  return found;
}

/** Who is called: every address and name of everybody, at every port that somebody might listen on. */
function targetsIn({ inventory, host }: PathSnapshot, actors: readonly Actor[]): Target[] {
  const addresses = [...inventory.containers.values()].flatMap(({ attachments }) =>
    attachments.flatMap(({ address, address6 }) => [address, address6].filter((each) => each !== undefined)),
  );
  const ofHost = (host.namespace?.interfaces ?? []).flatMap((each) =>
    each.addresses.map(({ address }) => address).filter((address) => !address.startsWith("fe80")),
  );
  const names = [...actors.keys()].map(containerName);
  const hosts = [...new Set(["localhost", "host.docker.internal", ...names, ...addresses, ...ofHost])];
  return hosts.flatMap((each) => [
    ...calledPorts.map((port) => ({ host: each, port, protocol: "tcp" as const })),
    ...calledPorts.slice(0, 3).map((port) => ({ host: each, port, protocol: "udp" as const })),
  ]);
}

async function pairsOf(snapshot: PathSnapshot, caller: Caller, all: readonly Target[]): Promise<Pair[]> {
  const targets = all.filter((target) => isAsked(caller, target));
  const results = await tryAll(caller, targets, patience.first);
  const pairs = targets.map((target, at) =>
    judged(derivePath(snapshot, caller.place, target), results[at] ?? "silent"),
  );
  // A busy machine may be slow to answer once.
  const doubtful = [...pairs.entries()].filter(([, { verdict }]) => verdict === "disagree");
  const again = await tryAll(
    caller,
    doubtful.map(
      ([
        ,
        {
          path: { target },
        },
      ]) => target,
    ),
    patience.again,
  );
  for (const [index, [at, pair]] of doubtful.entries()) pairs[at] = judged(pair.path, again[index] ?? pair.tried);
  return pairs;
}

/** Names of containers mean nothing on other machines, and nobody was told what `localhost` of another machine has. */
function isAsked({ place }: Caller, { host }: Target): boolean {
  if (place.kind === "container") return true;
  const isName = !/[.:]/u.test(host) || host === "host.docker.internal";
  const isLoopback = host.startsWith("127.") || host === "::1";
  return place.kind === "host" ? !isName || host === "localhost" : !isName && !isLoopback;
}

function judged(found: Path, tried: Tried): Pair {
  const was: PathState = tried === "open" ? "open" : "closed";
  const verdict = found.state === "unknown" ? "unknown" : found.state === was ? "agree" : "disagree";
  return { path: found, tried, verdict };
}

/** Tries these calls at one place, all at once. */
function tryAll({ enter, program }: Caller, targets: readonly Target[], tenths: number): Promise<Tried[]> {
  if (targets.length === 0) return Promise.resolve([]);
  const [first, ...rest] = [...enter, "perl", program, String(tenths)];
  return new Promise((resolve, reject) => {
    const child = spawn(first, rest, { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, LC_ALL: "C" } });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.once("error", reject);
    child.once("close", () => resolve(said.trim().split("\n") as Tried[]));
    child.stdin.on("error", () => undefined);
    child.stdin.end(targets.map(({ protocol, host, port }) => `${protocol} ${host} ${port}\n`).join(""));
  });
}
