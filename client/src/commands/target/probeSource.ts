import type { EngineFacts } from "../../docker/api/engineFacts";
import { EngineError } from "../../docker/fault";
import type { EngineSession } from "../../docker/inventory/engineSet";
import type { Inventory } from "../../docker/inventory/inventory";
import type { ProbeSource } from "../../insight/probeSource";
import { machineBehind } from "../../netns/read/machine";
import { newImageKnowledge, type Prober } from "../../netns/read/prober";
import type { CommandContext } from "./context";

/** What a closer look at a container of this engine is taken with, once the engine answers. Throws EngineError. */
export async function probeSourceOf(
  { machine, table }: CommandContext,
  { live }: EngineSession,
  signal: AbortSignal,
): Promise<ProbeSource> {
  const engine = await live.ready(signal);
  const { status, inventory } = live;
  if (status.kind !== "ready") throw new EngineError({ kind: "cancelled", detail: "cancelled" });
  return { engine, facts: status.facts, machine, table, inventory };
}

/** What reads namespaces of this engine without a helper container, and its inventory. Throws EngineError. */
export async function proberOf(
  context: CommandContext,
  session: EngineSession,
  signal: AbortSignal,
): Promise<{ readonly prober: Prober; readonly inventory: Inventory; readonly facts: EngineFacts }> {
  const source = await probeSourceOf(context, session, signal);
  return { prober: proberFor(context, source), inventory: source.inventory, facts: source.facts };
}

/** The same of what is at hand already. */
export function proberFor(
  { log }: Pick<CommandContext, "log">,
  { engine, facts, machine }: Omit<ProbeSource, "inventory" | "table">,
): Prober {
  return { engine, facts, machine: machineBehind(engine.endpoint, machine), images: newImageKnowledge(), log };
}
