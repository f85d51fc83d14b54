import { createEngine } from "../docker/api/engine";
import { findEndpoint } from "../docker/endpoint/endpoint";
import type { EndpointEnvironment } from "../docker/endpoint/endpointEnvironment";
import { EngineError } from "../docker/fault";
import { LiveInventory } from "../docker/inventory/liveInventory";
import type { ProbeSource } from "../insight/probeSource";
import { machineBehind, type Machine } from "../netns/read/machine";
import { newImageKnowledge, type Prober } from "../netns/read/prober";
import type { ProcessTable } from "../netns/read/socketOwners";
import { terminalWords, type FaultWords } from "./faults";

/** The outside, as far as a question to an engine needs it. */
export interface Outside {
  readonly environment: EndpointEnvironment;
  readonly machine: Machine;
  readonly table: ProcessTable;
}

/** An engine with what it has at this moment, and what reads namespaces of it. */
export interface AskedEngine extends ProbeSource {
  readonly prober: Prober;
  /** How it is said that something cannot be read. */
  readonly words: FaultWords;
}

/**
 * Connects, lists what the engine has, and hands it over; nothing is left open afterwards. The lists are those that the
 * views follow, so that one engine is read alike in both. Throws EngineError.
 */
export async function withEngine<T>(
  { environment, machine, table }: Outside,
  helperImage: string | undefined,
  signal: AbortSignal,
  ask: (asked: AskedEngine) => Promise<T>,
): Promise<T> {
  const live = new LiveInventory({ connect: async () => createEngine(await findEndpoint(environment)) });
  try {
    const asked = await askedEngine(live, { machine, table, words: terminalWords }, signal);
    if (helperImage === undefined) return await ask(asked);
    return await ask({ ...asked, prober: { ...asked.prober, helperImage: () => Promise.resolve(helperImage) } });
  } finally {
    live.stop();
  }
}

/** An engine with what reads it, once it answers; without a helper container. Throws EngineError. */
export async function askedEngine(
  live: LiveInventory,
  { machine, table, words }: Pick<AskedEngine, "machine" | "table" | "words">,
  signal: AbortSignal,
): Promise<AskedEngine> {
  const engine = await live.ready(signal);
  const { status, inventory } = live;
  if (status.kind !== "ready") throw new EngineError({ kind: "cancelled", detail: "cancelled" });
  const { facts } = status;
  const behind = machineBehind(engine.endpoint, machine);
  const prober = { engine, machine: behind, facts, images: newImageKnowledge() };
  return { engine, facts, machine: behind, table, inventory, words, prober };
}
