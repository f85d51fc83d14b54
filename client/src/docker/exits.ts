import type { Inventory } from "./inventory";

/** How often an exited container that is still listed as running is asked for again, and after how many milliseconds. */
const rounds = 10;
const firstPause = 25;

/**
 * The engine tells `die` before its list knows of it: at once and 40 ms later it lists `running` (20.10.24, by
 * experiment). So a container that has died and is listed as running is asked for again, a little later each time, until
 * the list agrees or a start was told. Nothing is asked where the list is right at once.
 */
export class LaggingExits {
  readonly #died = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly askAgain: (id: string) => void,
    signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  /** Hears every event of a container. */
  told(action: string, id: string): void {
    if (action === "die" || action === "died") this.#died.set(id, 0);
    else if (action === "start" || action === "restart" || action === "destroy") this.#died.delete(id);
  }

  /** Hears of every answer to these questions; undefined: to all. */
  listed(inventory: Inventory, asked: readonly string[] | undefined): void {
    if (this.#died.size === 0) return;
    let longest = 0;
    const lagging: string[] = [];
    for (const id of asked ?? [...this.#died.keys()]) {
      const round = this.#died.get(id);
      if (round === undefined) continue;
      if (inventory.containers.get(id)?.state !== "running" || round >= rounds) this.#died.delete(id);
      else {
        this.#died.set(id, round + 1);
        lagging.push(id);
        longest = Math.max(longest, firstPause * 2 ** Math.min(round, 6));
      }
    }
    if (lagging.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => lagging.forEach(this.askAgain), longest);
  }
}
