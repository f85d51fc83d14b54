import type { Inventory } from "./inventory";

/** States from which a task goes on by itself (moby api/types/swarm/task.go). */
const underWay: ReadonlySet<string> = new Set([
  "new",
  "allocated",
  "pending",
  "assigned",
  "accepted",
  "preparing",
  "ready",
  "starting",
]);

const firstDelay = 250;
/** After eight questions, some 64 s, they wait for something that sends an event of its own when it comes. */
const mostRequests = 8;

/**
 * A manager writes a task's state down after the container's event, and tells nobody, nor does it tell that a leader was
 * found: while a task is under way, or there is no leader, the list is asked for again, ever more seldom.
 */
export class LaggingTasks {
  private asked = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ask: () => void,
    signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => clearTimeout(this.timer), { once: true });
  }

  /** An event told of a change: what is under way now is new. */
  serviceEvent(): void {
    this.asked = 0;
  }

  listed({ services, leaderless = false }: Inventory): void {
    clearTimeout(this.timer);
    const waiting = leaderless || services.some(({ tasks }) => tasks.some(({ state }) => underWay.has(state)));
    if (!waiting || this.asked >= mostRequests) return;
    this.timer = setTimeout(this.ask, firstDelay * 2 ** this.asked);
    this.asked += 1;
  }
}
