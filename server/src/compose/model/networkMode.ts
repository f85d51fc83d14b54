/** What a service's `network_mode` says, in Docker's words. */
export type NetworkMode =
  | { readonly kind: "host" | "none" | "bridge" | "default" }
  /** `network_mode: ""`, which the engine takes for none (docs/docker-behaviour.md#empty-network-mode). */
  | { readonly kind: "empty" }
  | { readonly kind: "service"; readonly service: string }
  | { readonly kind: "container"; readonly container: string }
  /**
   * Any other word names a network of the engine, case-sensitive
   * (docs/docker-behaviour.md#network-mode-names-a-network).
   */
  | { readonly kind: "network"; readonly network: string };

/** Whether a network has the name of a mode: below `networks`, people write it for the mode (host-as-network). */
export function isNamedAsMode(network: string): boolean {
  return network === "host" || network === "none";
}

/** Reads the text of `network_mode`. Source: compose-go types/types.go, moby api/types/container/hostconfig.go. */
export function readNetworkMode(text: string): NetworkMode {
  switch (text) {
    case "host":
    case "none":
    case "bridge":
    case "default":
      return { kind: text };
    case "":
      return { kind: "empty" };
  }
  if (text.startsWith("service:")) return { kind: "service", service: text.slice("service:".length) };
  if (text.startsWith("container:")) return { kind: "container", container: text.slice("container:".length) };
  return { kind: "network", network: text };
}
