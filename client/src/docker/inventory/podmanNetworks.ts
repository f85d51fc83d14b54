import { record } from "../record";

/** After so many milliseconds networks are asked for once more: `compose down` removes them after their containers. */
const later = 2_000;

/** The events of containers with which networks come and go. */
const networkChanging = /^(?:create|start|connect|disconnect|die|died|remove|destroy)$/u;

/**
 * Podman 4.3 tells nothing of a network that is created or removed, so that its networks are asked for again when a
 * container tells something, soon and once more a little later. One that comes or goes by itself is found at the next
 * such time. Ends with the signal.
 */
export class PodmanNetworkRefresh {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly askAgain: () => void,
    private readonly signal: AbortSignal,
  ) {
    // What was told shortly before on an earlier connection may have been the beginning of more.
    this.timer = setTimeout(this.askAgain, later);
    signal.addEventListener("abort", () => clearTimeout(this.timer), { once: true });
  }

  /** Hears of every event of a container, also of its places in networks. */
  containerEvent(action: string): void {
    if (this.signal.aborted || !networkChanging.test(action)) return;
    this.askAgain();
    clearTimeout(this.timer);
    this.timer = setTimeout(this.askAgain, later);
  }
}

/**
 * An entry of Podman's `GET /networks`. Its default network is called `podman`, in its containers too; only this list
 * calls it `bridge`, a name that no other network of Podman's may have (4.3, by experiment).
 */
export function podmanNetwork(entry: unknown): unknown {
  const told = record(entry);
  return told.Name === "bridge" ? { ...told, Name: "podman" } : entry;
}
