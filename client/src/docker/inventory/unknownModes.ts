import type { Inventory } from "./inventory";
import type { NetworkMode } from "../api/networkMode";

/** What asks for modes, and hears of them. */
export interface ModeAsker {
  /** The mode that an inspection tells; undefined where it tells none. */
  inspect(id: string, signal: AbortSignal): Promise<NetworkMode | undefined>;
  found(modes: ReadonlyMap<string, NetworkMode>): void;
}

/** So many are asked for at a time, and so many are told together, so that views are not drawn for each. */
const atATime = 4;
const modesPerUpdate = 40;

/**
 * Asks for the network modes that a list leaves open, as Podman's does: each once, since a mode holds as long as its
 * container lives, and one that was not told only when the container's state is another. Ends with the signal.
 */
export class UnknownModes {
  /** Those that were asked for in vain or are being asked for, with their state then. */
  private readonly asked = new Map<string, string>();
  private readonly waiting = new Set<string>();
  private working = false;

  constructor(
    private readonly asker: ModeAsker,
    private readonly signal: AbortSignal,
  ) {}

  /** Hears of every answer to the question what there is. */
  listed({ containers }: Inventory): void {
    for (const id of this.asked.keys()) if (!containers.has(id)) this.asked.delete(id);
    for (const { id, mode, state } of containers.values()) {
      if (mode.kind !== "unknown" || this.asked.get(id) === state) continue;
      this.asked.set(id, state);
      this.waiting.add(id);
    }
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    while (this.waiting.size > 0 && !this.signal.aborted) {
      const ids = [...this.waiting].slice(0, modesPerUpdate);
      const found = new Map<string, NetworkMode>();
      const next = ids.values();
      const askers = Array.from({ length: atATime }, async () => {
        for (const id of next) {
          this.waiting.delete(id);
          const mode = await this.ask(id);
          if (mode !== undefined) found.set(id, mode);
        }
      });
      await Promise.all(askers);
      // What is told is wanted only as long as the connection is.
      if (found.size > 0 && !(this.signal.aborted as boolean)) this.asker.found(found);
    }
    this.working = false;
  }

  /** A container that is gone, or that may not be looked at, stays without a mode; the list says what else there is. */
  private async ask(id: string): Promise<NetworkMode | undefined> {
    if (this.signal.aborted) return undefined;
    return this.asker.inspect(id, this.signal).catch(() => undefined);
  }
}
