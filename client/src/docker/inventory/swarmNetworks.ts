/** After so many milliseconds the networks are asked for once more: some tenths of a second are usual. */
const later = 2_000;

/**
 * An engine that joins a swarm makes the swarm's networks on its node some time after the node's event, `docker_gwbridge`
 * and `ingress`, and tells nobody (engines 20.10.24, 28.5.2): they are asked for once more. Ends with the signal.
 */
export function askForSwarmNetworksLater(ask: () => void, signal: AbortSignal): void {
  setTimeout(() => {
    if (!signal.aborted) ask();
  }, later).unref();
}
