import { EngineError } from "../../docker/fault";
import type { EngineSession } from "../../docker/inventory/engineSet";
import type { ProbeSource } from "../../insight/probeSource";
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
