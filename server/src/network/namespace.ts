import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";

/** The network namespace in which a service's containers run. `owner` is the service whose own mode decides. */
export type Namespace =
  | {
      /**
       * `host`: the host's own. `networks`: one of its own, on networks of the project. `default-bridge`: one of its own,
       * on the engine's `bridge`. `engine-network`: on a network that the engine has by that name. `none`: loopback alone.
       * `container`: that of a container which Compose did not start for this mode.
       */
      readonly kind: "host" | "networks" | "default-bridge" | "engine-network" | "none" | "container";
      readonly owner: Service;
    }
  /** The files cannot tell: a variable without a value, a service that is not there, a cycle. */
  | { readonly kind: "unknown"; readonly owner?: undefined };

const unknown: Namespace = { kind: "unknown" };

/**
 * The namespace of a service, through `service:` chains.
 * Source: compose-go types/types.go (NetworkMode), docs/docker-behaviour.md#shared-namespace-settings.
 */
export function namespaceOf(service: Service, project: Project): Namespace {
  let owner: Service | undefined = service;
  for (let steps = 0; owner !== undefined && steps <= project.services.size; steps++) {
    if (owner.networkModeUnknown) return unknown;
    const mode = owner.networkMode?.value;
    switch (mode?.kind) {
      case undefined:
        return { kind: "networks", owner };
      case "host":
        return { kind: "host", owner };
      case "container": {
        const own = serviceOfContainer(mode.container, project);
        if (own === undefined || own === owner) return { kind: "container", owner };
        owner = own;
        break;
      }
      // `network_mode: ""` becomes none (docs/docker-behaviour.md#empty-network-mode).
      case "none":
      case "empty":
        return { kind: "none", owner };
      case "bridge":
      case "default":
        return { kind: "default-bridge", owner };
      case "network":
        return { kind: "engine-network", owner };
      case "service":
        owner = project.services.get(mode.service);
    }
  }
  return unknown;
}

/** The service whose container has this name: `container:` may name one of the project's own. */
export function serviceOfContainer(name: string, { services }: Project): Service | undefined {
  for (const service of services.values()) if (service.containerName?.value === name) return service;
  return undefined;
}

/** Whether a service itself says `network_mode: host`. */
export function isHostMode(service: Service): boolean {
  return service.networkMode?.value.kind === "host";
}

/**
 * Whether what a service does not say may be said elsewhere: it extends one that is out of reach, or only adds to one of
 * another file. Its networks are then not known to be the default one.
 */
export function isPartial(service: Service, project: Project): boolean {
  if (!service.runsSomething) return true;
  return !project.whole && service.extendsAnother;
}
