import { sanitize } from "../sanitize";
import { record } from "../record";

/**
 * What `HostConfig.NetworkMode` says. `network` is any other network, user-defined ones included. `unknown`: the list
 * leaves it open, as Podman's does, and no inspection has told it yet.
 */
export type NetworkMode =
  | { readonly kind: "unknown" }
  | { readonly kind: "host" }
  | { readonly kind: "none" }
  | { readonly kind: "container"; readonly target: string }
  | { readonly kind: "network"; readonly name: string };

/** `default` and the empty mode are the default bridge (moby api/types/container/hostconfig_unix.go). */
export function networkModeFrom(mode: string): NetworkMode {
  if (mode === "host" || mode === "none") return { kind: mode };
  if (mode.startsWith("container:")) return { kind: "container", target: sanitize(mode.slice("container:".length)) };
  return { kind: "network", name: mode === "" || mode === "default" ? "bridge" : sanitize(mode) };
}

/**
 * The mode that an inspection tells (moby api/swagger.yaml, ContainerInspectResponse); undefined where it does not.
 * Podman says `bridge` whatever the network is (4.3), so that a network that it is not in gives way to one that it is in.
 */
export function modeOfInspection(inspection: unknown): NetworkMode | undefined {
  const { HostConfig, NetworkSettings } = record(inspection);
  const { NetworkMode: told } = record(HostConfig);
  if (typeof told !== "string") return undefined;
  const mode = networkModeFrom(told);
  const networks = Object.keys(record(record(NetworkSettings).Networks)).sort();
  const [first] = networks;
  if (mode.kind !== "network" || mode.name !== "bridge" || first === undefined || networks.includes("bridge"))
    return mode;
  return { kind: "network", name: sanitize(first) };
}
