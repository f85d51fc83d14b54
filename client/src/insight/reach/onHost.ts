import type { Inventory } from "../../docker/inventory/inventory";
import { hostProcesses } from "../../netns/read/hostProcess";
import type { Prober } from "../../netns/read/prober";

/** Whether this program calls from the network of the engine's host. Throws EngineError. */
export async function isOnHost(
  { engine, machine, facts }: Prober,
  inventory: Inventory,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const own = await machine.link("/proc/self/ns/net");
  for await (const { pid } of hostProcesses(engine, machine, [...inventory.containers.values()], facts, signal)) {
    if (pid === "self" || (own !== undefined && own === (await machine.link(`/proc/${pid}/ns/net`)))) return true;
  }
  return false;
}
