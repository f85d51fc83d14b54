import type { Network } from "../../compose/model/network";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { isPartial, type Namespace } from "../namespaces/namespace";

/** Why one service cannot find another by its name (docs/docker-behaviour.md#names-host-mode; engine 20.10). */
export type Unresolved =
  /** The caller uses the host's resolver, where Docker's names are unknown. */
  | "caller-in-host-mode"
  /** The default bridge has no names. */
  | "caller-on-default-bridge"
  | "caller-without-network"
  /** A host-mode container is on no network that has names. */
  | "target-in-host-mode"
  | "target-on-default-bridge"
  | "target-without-network"
  /** A container that shares a namespace has no name of its own there; the owner has. */
  | "target-shares-namespace"
  /** Both run in one namespace, in which the target has no name: they reach each other by localhost. */
  | "same-namespace"
  | "no-common-network";

type KnownNamespace = Extract<Namespace, { readonly owner: Service }>;

/** What names mean in a project. */
export class Names {
  private aliases: ReadonlyMap<string, readonly Service[]> | undefined;
  private readonly networks = new Map<Service, ReadonlySet<string> | undefined>();

  constructor(
    private readonly project: Project,
    private readonly namespaceOf: (service: Service) => Namespace,
  ) {}

  /** Why `name`, which is `target`'s, leads the caller nowhere; undefined where it does, or where that cannot be told. */
  unresolved(caller: Service, target: Service, name: string): Unresolved | undefined {
    if (areBothOnDefault(caller, target)) return undefined;
    const from = this.namespaceOf(caller);
    const to = this.namespaceOf(target);
    if (from.owner === undefined || to.owner === undefined) return undefined;
    if (this.isInHosts(from.owner, name) || this.isInHosts(caller, name)) return undefined;
    const ownerHasName = from.kind === "networks" || (from.kind === "engine-network" && to.owner === target);
    if (from.kind !== "host" && !ownerHasName && areTogether(from, to)) return "same-namespace";
    switch (from.kind) {
      case "container":
      case "engine-network":
        return undefined;
      case "host":
        return "caller-in-host-mode";
      case "none":
        return "caller-without-network";
      case "default-bridge":
        return isLinked(from.owner, name) ? undefined : "caller-on-default-bridge";
      case "networks": {
        // Somebody else may carry the name on a network that others share.
        const networks = this.networksOf(from.owner);
        const reason = networks && this.unresolvedOn(networks, target, to);
        if (networks === undefined || reason === undefined) return undefined;
        return this.isKnownAs(name, target, networks) ? undefined : reason;
      }
    }
  }

  /** Why nobody at all finds a service by this name; undefined where somebody does, or where that cannot be told. */
  unresolvedByAll(target: Service, name: string): Unresolved | undefined {
    const to = this.namespaceOf(target);
    if (to.owner === undefined || this.isKnownAs(name, target, undefined)) return undefined;
    const reason = this.unresolvedOn(new Set(), target, to);
    return reason === "no-common-network" ? undefined : reason;
  }

  private unresolvedOn(networks: ReadonlySet<string>, target: Service, to: Namespace): Unresolved | undefined {
    if (to.owner !== target && to.kind !== "unknown" && to.kind !== "host") return "target-shares-namespace";
    switch (to.kind) {
      case "host":
        return "target-in-host-mode";
      case "none":
        return "target-without-network";
      case "default-bridge":
        return "target-on-default-bridge";
      case "container":
        return "target-shares-namespace";
      case "engine-network":
      case "unknown":
        return undefined;
      case "networks": {
        const own = this.networksOf(target);
        return own === undefined || [...own].some((each) => networks.has(each)) ? undefined : "no-common-network";
      }
    }
  }

  /** The names on the engine of the networks that a service is on; undefined where one of them is not the project's own. */
  private networksOf(service: Service): ReadonlySet<string> | undefined {
    if (!this.networks.has(service)) this.networks.set(service, this.networksOfOne(service));
    return this.networks.get(service);
  }

  private networksOfOne(service: Service): ReadonlySet<string> | undefined {
    if (isPartial(service, this.project)) return undefined;
    const keys = service.networks?.value.map(({ value }) => value.network) ?? [];
    const names = new Set<string>();
    for (const key of keys.length > 0 ? keys : ["default"]) {
      const network: Network | undefined = this.project.networks.get(key);
      if (network?.external === true || (network === undefined && key !== "default")) return undefined;
      names.add(network?.name?.value ?? `own ${key}`);
    }
    return names;
  }

  /** Whether another service answers to the name, as an alias, by its container's name or by a link. */
  private isKnownAs(name: string, target: Service, networks: ReadonlySet<string> | undefined): boolean {
    this.aliases ??= aliasesIn(this.project);
    return (this.aliases.get(name) ?? []).some((other) => {
      if (other === target && networks === undefined) return false;
      const own = this.namespaceOf(other).kind === "networks" ? this.networksOf(other) : undefined;
      return own === undefined
        ? other !== target
        : networks === undefined || [...own].some((each) => networks.has(each));
    });
  }

  private isInHosts(service: Service, name: string): boolean {
    return service.extraHosts.some(({ key }) => key === name);
  }
}

/**
 * Whether two services run in one namespace. What the owner's own mode is has no part in it
 * (docs/docker-behaviour.md#sharers-names).
 */
function areTogether(one: KnownNamespace, other: KnownNamespace): boolean {
  if (one.owner === other.owner) return true;
  const [own, of] = [one.owner.networkMode?.value, other.owner.networkMode?.value];
  return own?.kind === "container" && of?.kind === "container" && own.container === of.container;
}

/** Most services say nothing of networks, and find each other. */
function areBothOnDefault(caller: Service, target: Service): boolean {
  const saysNothing = ({ networkMode, networkModeUnknown, networks }: Service): boolean =>
    networkMode === undefined && !networkModeUnknown && networks === undefined;
  return saysNothing(caller) && saysNothing(target);
}

/** A link writes the other's address into /etc/hosts, under its name and its alias. */
function isLinked(caller: Service, name: string): boolean {
  return caller.links.some(({ value }) => value.split(":").includes(name));
}

/** The service to which a link of the caller gives this name: `links: ["db:database"]`. */
export function linkedAs(caller: Service, name: string, project: Project): Service | undefined {
  const link = caller.links.find(({ value }) => value.endsWith(`:${name}`));
  return link && project.services.get(link.value.slice(0, -name.length - 1));
}

/** Whether a link of the caller gives something this name. */
export function isLinkedAs({ links }: Service, name: string): boolean {
  return links.some(({ value }) => value.endsWith(`:${name}`));
}

/** Services by the names that they have besides their own. */
function aliasesIn(project: Project): ReadonlyMap<string, readonly Service[]> {
  const all = new Map<string, Service[]>();
  const add = (name: string, service: Service): void => {
    const known = all.get(name);
    if (known === undefined) all.set(name, [service]);
    else known.push(service);
  };
  for (const service of project.services.values()) {
    if (service.containerName !== undefined) add(service.containerName.value, service);
    for (const { value } of service.networks?.value ?? []) {
      for (const alias of value.aliases) add(alias.value, service);
    }
    for (const { value } of service.links) {
      const [target, alias] = value.split(":");
      const linked = project.services.get(target ?? "");
      if (alias !== undefined && linked !== undefined) add(alias, linked);
    }
  }
  return all;
}
