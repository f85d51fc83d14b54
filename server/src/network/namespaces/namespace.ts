import { Memo } from "../../../../shared/memo";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";

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
 * The namespace of a service, through `service:` chains; `known` are those of this project that were found before.
 * Source: compose-go types/types.go (NetworkMode), docs/docker-behaviour.md#shared-namespace-settings.
 */
export function namespaceOf(service: Service, project: Project, known: Map<Service, Namespace>): Namespace {
  const chain = new Set<Service>();
  let namespace = unknown;
  for (let next: Service | undefined = service; next !== undefined && !chain.has(next);) {
    const before = known.get(next);
    if (before !== undefined) {
      namespace = before;
      break;
    }
    chain.add(next);
    const step = stepFrom(next, project);
    if ("kind" in step) namespace = step;
    next = "kind" in step ? undefined : step.next;
  }
  // Whoever is on the way ends where it ends: a chain of thousands is walked once.
  for (const each of chain) known.set(each, namespace);
  return namespace;
}

/** The namespace that a service's own mode names, or the service that it leads to; none where that is not there. */
function stepFrom(owner: Service, project: Project): Namespace | { readonly next: Service | undefined } {
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
      return { next: own };
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
      return { next: project.services.get(mode.service) };
  }
}

const byContainer = new Memo<Project, ReadonlyMap<string, Service>>();

/** The service whose container has this name: `container:` may name one of the project's own. */
export function serviceOfContainer(name: string, project: Project): Service | undefined {
  return byContainer.of(project, servicesByContainer).get(name);
}

function servicesByContainer({ services }: Project): ReadonlyMap<string, Service> {
  const named = [...services.values()].flatMap((service): [string, Service][] =>
    service.containerName === undefined ? [] : [[service.containerName.value, service]],
  );
  // The first of those with one name.
  return new Map(named.reverse());
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
