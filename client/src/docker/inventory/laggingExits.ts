import type { Container } from "./container";
import type { Inventory } from "./inventory";

/** How often an exited container that is not yet listed as such is asked for again, and after how many milliseconds. */
const rounds = 10;
const firstPause = 25;

/**
 * The engine tells `die` before its list knows of it: at once and 40 ms later it lists `running` (20.10.24, by
 * experiment). So a container that has died and is listed as running is asked for again, a little later each time, until
 * the list agrees or a start was told. Nothing is asked where the list is right at once.
 */
export class LaggingExits {
  /** Of each that died: how often it was asked for again, and what waits to ask next. */
  private readonly died = new Map<string, { round: number; timer?: NodeJS.Timeout }>();

  constructor(
    private readonly askAgain: (id: string) => void,
    signal: AbortSignal,
    /** Those that died and were not listed as exited yet: it outlives the connection on which that was told. */
    private readonly open: Set<string> = new Set(),
  ) {
    for (const id of open) this.died.set(id, { round: 0 });
    signal.addEventListener("abort", () => this.died.forEach(({ timer }) => clearTimeout(timer)), { once: true });
  }

  /** Hears every event of a container. */
  containerEvent(action: string, id: string): void {
    if (action === "die" || action === "died") {
      this.forget(id);
      this.died.set(id, { round: 0 });
      this.open.add(id);
    } else if (action === "start" || action === "restart" || action === "destroy") this.forget(id);
  }

  /** Hears of every answer to these questions; undefined: to all. */
  listed(inventory: Inventory, asked: readonly string[] | undefined): void {
    for (const id of asked ?? [...this.died.keys()]) {
      const exit = this.died.get(id);
      if (exit === undefined) continue;
      if (!isBehind(inventory.containers.get(id)) || exit.round >= rounds) this.forget(id);
      // Each waits on its own: what is heard of one says nothing of the others.
      else if (exit.timer === undefined) {
        exit.timer = setTimeout(
          () => {
            delete exit.timer;
            this.askAgain(id);
          },
          firstPause * 2 ** Math.min(exit.round, 6),
        );
        exit.round += 1;
      }
    }
  }

  private forget(id: string): void {
    clearTimeout(this.died.get(id)?.timer);
    this.died.delete(id);
    this.open.delete(id);
  }
}

/** Whether the list has a container that died as if it were running. */
function isBehind(container: Container | undefined): boolean {
  return container?.state === "running";
}
