import type { Service } from "../compose/model/service";
import type { Project } from "../compose/model/project";

/** The network namespace in which a service's containers run. */
export type Namespace =
  /** The host's own: network_mode host, or shared with a service that has it. */
  | { readonly kind: "host" }
  /** One of its own, on networks or on none. */
  | { readonly kind: "own" }
  /** That of a container outside the project. */
  | { readonly kind: "container" }
  /** The files cannot tell: a variable without a value, a service that is not there, a cycle. */
  | { readonly kind: "unknown" };

/**
 * The namespace of a service, through `service:` chains.
 * Source: compose-go types/types.go (NetworkMode), truth.md B (`service:x` where x is in host mode).
 */
export function namespaceOf(service: Service, project: Project): Namespace {
  const seen = new Set<string>();
  let current: Service | undefined = service;
  while (current !== undefined && !seen.has(current.name)) {
    seen.add(current.name);
    const mode = current.networkMode?.value;
    if (mode === undefined) return { kind: current.networkModeUnknown ? "unknown" : "own" };
    if (mode.kind === "host" || mode.kind === "container") return { kind: mode.kind };
    // An engine network may be called anything, but one that is named host under another spelling does not exist.
    if (mode.kind !== "service") return { kind: "own" };
    current = project.services.get(mode.service);
  }
  return { kind: "unknown" };
}

/** Whether a service itself says `network_mode: host`. */
export function isHostMode(service: Service): boolean {
  return service.networkMode?.value.kind === "host";
}
