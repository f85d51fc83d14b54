import type { Container } from "../docker/inventory/container";
import type { Engine } from "../docker/api/engine";
import { EngineError } from "../docker/fault";
import { sharesHostNamespace, type Inventory } from "../docker/inventory/inventory";
import { portTakenInLastRun } from "./failedRun";
import type { PortLoser } from "./hostPorts";
import { publishedPortIn } from "./problems";

/** So many failed containers are looked at, the others are history. */
const enough = 20;

/**
 * The containers that failed for a port of the host, found by what the engine or their own log says
 * (docs/docker-behaviour.md#who-loses-a-port). What was found is remembered by the container, which is another object
 * when anything about it changes.
 */
export class PortLosers {
  private readonly known = new WeakMap<Container, number | undefined>();

  /** Asks for what is not known yet. Throws EngineError. */
  async of(engine: Engine, inventory: Inventory, signal?: AbortSignal): Promise<PortLoser[]> {
    const suspects = [...inventory.containers.values()].filter((container) => mayHaveLostPort(inventory, container));
    const losers: PortLoser[] = [];
    for (const container of suspects.slice(0, enough)) {
      if (!this.known.has(container)) this.known.set(container, await lostPort(engine, container, signal));
      const port = this.known.get(container);
      if (port !== undefined) losers.push({ container, port });
    }
    return losers;
  }
}

/** A publish that loses leaves the container created, or exited with 128; a host-mode program exits with its own code. */
export function mayHaveLostPort(inventory: Inventory, container: Container): boolean {
  if (container.state === "created") return true;
  const failed = container.exitCode !== undefined && container.exitCode !== 0;
  if (container.state === "exited" && container.exitCode === 128) return true;
  return (failed || container.state === "restarting") && sharesHostNamespace(inventory, container);
}

async function lostPort(
  engine: Engine,
  container: Container,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  try {
    const detail = await engine.inspectContainer(container.id, signal);
    if (detail.error !== "") return publishedPortIn(detail.error);
    if (container.state === "created") return undefined;
    return (await portTakenInLastRun(engine, container, detail, signal))?.port;
  } catch (error) {
    if (error instanceof EngineError && error.fault.kind === "container-gone") return undefined;
    throw error;
  }
}
