import { setTimeout as pause } from "node:timers/promises";
import { helperEntry, withListeningHelper } from "../../docker/api/listeningHelper";
import { EngineError } from "../../docker/fault";
import { containerFrom, type Container } from "../../docker/inventory/container";
import type { Inventory } from "../../docker/inventory/inventory";
import type { Prober } from "../../netns/read/prober";
import { derivePath } from "../path/derive";
import type { PathSnapshot, Target } from "../path/model";
import { isOnHost } from "../reach/onHost";
import { readPathSnapshot } from "../readPathSnapshot";
import { echoCommand, roundTrip, throughput, type EchoAddress } from "./echo";
import { figureOf } from "./figure";
import { ways, wayOf, type PathCost } from "./pathCost";

/** How much is measured. */
export interface CostEffort {
  /** Each way is measured once in each; the first does not count. */
  readonly rounds: number;
  /** Round trips in each round. */
  readonly trips: number;
  /** Blocks that are transferred in each round. */
  readonly blocks: number;
}

/** Some seconds, and about a gigabyte over loopback and a bridge. */
export const usualEffort: CostEffort = { rounds: 8, trips: 100, blocks: 512 };

/** What came of measuring. Nothing of it is left on the engine. */
export type CostOutcome =
  | {
      readonly kind: "measured";
      readonly costs: readonly PathCost[];
      readonly effort: CostEffort;
      /** What was read of the host while they were measured. */
      readonly snapshot: PathSnapshot;
    }
  /** This program does not call from the engine's host. */
  | { readonly kind: "elsewhere" }
  /** No program of the image listens. */
  | { readonly kind: "no-listener" }
  /** It listened, and then did not answer here any more. */
  | { readonly kind: "silent"; readonly target: Target };

/** What is measured, and with what. */
export interface CostQuestion {
  /** An image that the engine has. */
  readonly image: string;
  /** The network whose addresses and published ports are measured; undefined where there is none that publishes. */
  readonly network: string | undefined;
  /** Containers of which the way is to be derived besides. */
  readonly about: readonly string[];
  readonly effort: CostEffort;
}

/** The port of the helper on the network; everybody may listen on it. */
const port = 8000;

/** So long a program may take until it listens, in milliseconds. */
const longestStart = 20_000;

/**
 * Measures what a call from the host to a container costs by each way, between this program and two helper containers of
 * our own: one in host mode, which listens on loopback alone, and one on the network, published on loopback and on the
 * address that the host has there, so that nobody outside reaches it. Both are removed. Only after the user's consent.
 * Throws EngineError.
 */
export async function measurePaths(
  prober: Prober,
  inventory: Inventory,
  question: CostQuestion,
  free: () => Promise<number>,
  { signal, onRound }: { readonly signal?: AbortSignal; readonly onRound?: (done: number, all: number) => void } = {},
): Promise<CostOutcome> {
  if (!(await isOnHost(prober, inventory, signal))) return { kind: "elsewhere" };
  const { image, network, effort } = question;
  const { connection } = prober.engine;
  const own: EchoAddress = { host: "127.0.0.1", port: await free() };
  const inHostMode = { image, command: echoCommand(own), networkMode: "host" };
  const measuring = withListeningHelper(
    connection,
    inHostMode,
    async (first): Promise<CostOutcome> => {
      if (!(await listens(prober, first, own, signal))) return { kind: "no-listener" };
      const measureAll = async (
        targets: readonly EchoAddress[],
        helpers: readonly Container[],
      ): Promise<CostOutcome> => {
        const containers = new Map([...inventory.containers, ...helpers.map((each) => [each.id, each] as const)]);
        const ids = [...question.about, ...helpers.map(({ id }) => id)];
        const facts = prober.facts ?? (await prober.engine.facts(signal));
        const snapshot = await readPathSnapshot(prober, { ...inventory, containers }, facts, ids, signal);
        const found = await rounds(targets, effort, signal, onRound);
        if ("silent" in found) return { kind: "silent", target: targetOf(found.silent) };
        const costs = found.map(({ address, trips, transfers }): PathCost => {
          const target = targetOf(address);
          const way = wayOf(derivePath(snapshot, { kind: "host" }, target), snapshot);
          return { way, target, roundTrip: figureOf(trips), throughput: figureOf(transfers) };
        });
        costs.sort((a, b) => ways.indexOf(a.way) - ways.indexOf(b.way));
        return { kind: "measured", costs, effort, snapshot };
      };
      const shown = await shownHelper(prober, first, signal);
      if (shown === undefined) return { kind: "no-listener" };
      if (network === undefined) return measureAll([own], [shown]);
      return onNetwork(prober, inventory, { image, network }, signal, async (helper) => {
        const addresses = addressesOf(helper);
        for (const address of addresses) {
          if (!(await listens(prober, helper.id, address, signal)))
            return { kind: "silent", target: targetOf(address) };
        }
        return measureAll([own, ...addresses], [shown, helper]);
      });
    },
    signal,
  );
  return measuring.catch((error: unknown): CostOutcome => {
    if (error instanceof EngineError && noShell.test(error.fault.detail)) return { kind: "no-listener" };
    throw error;
  });
}

/** What engines say of an image without a shell. */
const noShell = /executable file not found|no such file/iu;

/** Starts the helper on the network; where the engine cannot publish on the host's address there, without that. */
async function onNetwork(
  prober: Prober,
  inventory: Inventory,
  { image, network }: { readonly image: string; readonly network: string },
  signal: AbortSignal | undefined,
  use: (helper: Container) => Promise<CostOutcome>,
): Promise<CostOutcome> {
  const gateway = gatewaysOf(inventory, network).find((each) => each.includes("."));
  const command = echoCommand({ host: "0.0.0.0", port });
  const started = new Set<string>();
  const start = (addresses: readonly string[]): Promise<CostOutcome> => {
    const helper = { image, command, networkMode: network, publish: { port, addresses } };
    return withListeningHelper(
      prober.engine.connection,
      helper,
      async (id) => {
        started.add(id);
        const shown = await shownHelper(prober, id, signal);
        return shown === undefined ? { kind: "no-listener" } : use(shown);
      },
      signal,
    );
  };
  if (gateway === undefined) return start(["127.0.0.1"]);
  try {
    return await start([gateway, "127.0.0.1"]);
  } catch (error) {
    const isRefused = error instanceof EngineError && error.fault.kind === "engine-error";
    if (started.size > 0 || !isRefused) throw error;
    return start(["127.0.0.1"]);
  }
}

/** The host's addresses on a network: an engine may list none for its default one, but it gives them to the containers there. */
function gatewaysOf({ networks, containers }: Inventory, network: string): string[] {
  const listed = [...networks.values()].filter(({ name }) => name === network).flatMap(({ subnets }) => subnets);
  const given = [...containers.values()].flatMap(({ attachments }) => attachments);
  return [...listed, ...given.filter((each) => each.network === network)].flatMap(({ gateway }) => gateway ?? []);
}

async function shownHelper({ engine }: Prober, id: string, signal: AbortSignal | undefined) {
  return containerFrom(await helperEntry(engine.connection, id, signal));
}

/** Its own address on the network, and those at which it is published. */
function addressesOf({ attachments, published }: Container): EchoAddress[] {
  const own = attachments.flatMap(({ address }) => (address === undefined ? [] : [{ host: address, port }]));
  return [...own, ...published.map(({ hostIp, hostPort }) => ({ host: hostIp, port: hostPort }))];
}

function targetOf({ host, port: at }: EchoAddress): Target {
  return { host, port: at, protocol: "tcp" };
}

/** Waits until the helper answers there; false where it has ended, or never answers. */
async function listens(
  { engine }: Prober,
  id: string,
  address: EchoAddress,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const end = performance.now() + longestStart;
  while (performance.now() < end) {
    if ((await roundTrip(address, 1, signal)) !== undefined) return true;
    if ((await helperEntry(engine.connection, id, signal)) === undefined) return false;
    await pause(50, undefined, signal === undefined ? {} : { signal });
  }
  return false;
}

/** What each round told of one address. */
interface Rounds {
  readonly address: EchoAddress;
  readonly trips: number[];
  readonly transfers: number[];
}

/** The addresses in turn in each round, each round with another first, so that what disturbs disturbs all alike. */
async function rounds(
  addresses: readonly EchoAddress[],
  effort: CostEffort,
  signal: AbortSignal | undefined,
  onRound: ((done: number, all: number) => void) | undefined,
): Promise<readonly Rounds[] | { readonly silent: EchoAddress }> {
  const found = addresses.map((address): Rounds => ({ address, trips: [], transfers: [] }));
  for (let round = 0; round < effort.rounds; round += 1) {
    onRound?.(round, effort.rounds);
    for (let at = 0; at < found.length; at += 1) {
      const each = found[(at + round) % found.length];
      if (each === undefined) continue;
      const trip = await roundTrip(each.address, effort.trips, signal);
      const transfer = await throughput(each.address, effort.blocks, signal);
      if (trip === undefined || transfer === undefined) return { silent: each.address };
      if (round === 0) continue;
      each.trips.push(trip);
      each.transfers.push(transfer);
    }
  }
  return found;
}
