import type { Container } from "../docker/container";
import { namespaceOwner, type Inventory } from "../docker/inventory";
import type { Reading } from "../netns/model";
import { inspect, readContainer, type Prober } from "../netns/readContainer";
import { readHost } from "../netns/readHost";

/** The host's namespace beside a container's. */
export interface Comparison {
  readonly host: Reading;
  readonly container: Reading;
  /** True where the container is in the host's namespace: `container` then is the very reading of the host. */
  readonly shared: boolean;
}

/** True where the container uses the host's network namespace, itself or by way of `container:`. */
export function sharesHostNamespace(inventory: Inventory, container: Container): boolean {
  return namespaceOwner(inventory, container).mode.kind === "host";
}

/**
 * Reads both sides. One namespace is read once, so that a host-mode container cannot differ from the host by what
 * changed between two readings. Throws NamespaceError.
 */
export async function compareWithHost(
  prober: Prober,
  inventory: Inventory,
  container: Container,
  signal?: AbortSignal,
): Promise<Comparison> {
  const containers = [...inventory.containers.values()];
  if (sharesHostNamespace(inventory, container)) {
    // The list may be a moment old: a stopped container shares nothing any more.
    await inspect(prober.engine, container, signal);
    const host = await readHost(prober, containers, signal);
    return { host, container: host, shared: true };
  }
  const own = await readContainer(prober, container, signal);
  return { host: await readHost(prober, containers, signal), container: own, shared: false };
}
