import { Memo } from "../../../shared/memo";
import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import type { Block } from "../compose/values/table";
import { hostModeClaims, type PortClaim, publishClaims } from "./ports/claims";
import { type Collision, collisions } from "./ports/collisions";
import { type Offer, offersOf } from "./ports/offers";
import { finish, pause, type Steps } from "../compose/syntax/steps";
import { collectFromServices, collectFromServicesWith } from "../compose/model/collectFromServices";
import { type HostMention, hostMentionsIn } from "./dns/hostMentions";
import { type Mention, mentionsIn } from "./dns/mentions";
import { isLinkedAs, linkedAs, Names, type Unresolved } from "./dns/names";
import { OtherNames } from "./dns/otherNames";
import { type Namespace, namespaceOf } from "./namespaces/namespace";

/**
 * What single services say, remembered as long as they are the same objects, so that an edit in one service of thousands
 * costs that one. Owned by whoever builds models again and again.
 */
export class NetworkFacts {
  readonly published = remembered(publishClaims);
  readonly listening = remembered(hostModeClaims);
  readonly mentionsOf = remembered(mentionsIn);
  readonly mentions = collectFromServices((service) =>
    this.mentionsOf(service).map((mention) => ({ service, mention })),
  );
  /** What decides which words are names of services: the same objects while the same names are there. */
  readonly names = (project: Project): readonly object[] => [project.services.names, this.otherNames.of(project)];
  readonly knownMentions = collectFromServicesWith(this.names, (service, project) =>
    this.mentionsOf(service).flatMap((mention) =>
      this.isName(mention.name, service, project) ? [{ service, mention }] : [],
    ),
  );
  readonly hostMentions = collectFromServices((service) => hostMentionsIn(service, this.mentionsOf(service)));
  /** Of blocks in which no service's namespace is another's. */
  readonly claims = new Memo<Block<Service>, readonly PortClaim[]>();
  readonly named = collectFromServices((service) => (service.containerName === undefined ? [] : [service]));
  readonly otherNames = new OtherNames();
  readonly offers = collectFromServices(offersOf);
  readonly moded = collectFromServices((service) =>
    service.networkMode !== undefined || service.networkModeUnknown ? [service] : [],
  );
  readonly sharing = collectFromServices((service) => (sharesByMode(service) ? [service] : []));

  /** Whether a service of the project has this name, in whatever way. */
  isName(name: string, caller: Service, project: Project): boolean {
    return project.services.has(name) || this.otherNames.of(project).has(name) || isLinkedAs(caller, name);
  }
}

/**
 * What Docker makes of a project's networking: the namespace in which each service runs, who shares it, the claims on ports
 * of the host, and the names that each service can resolve. Each part is made when it is asked for.
 */
export class NetworkModel {
  /** The services that say anything of their mode; all others are on networks of the project. */
  readonly moded: readonly Service[];
  /** Those of them whose mode is `service:` or `container:`. */
  readonly sharing: readonly Service[];
  private readonly namespaces = new Map<Service, Namespace>();
  private readonly names: Names;
  private sharersByOwner: ReadonlyMap<Service, readonly Service[]> | undefined;
  private containers: ReadonlyMap<string, Service> | undefined;
  private callable: ReadonlyMap<string, readonly Service[]> | undefined;
  private allClaims: readonly PortClaim[] | undefined;
  private allCollisions: readonly Collision[] | undefined;

  constructor(
    readonly project: Project,
    private readonly facts: NetworkFacts = new NetworkFacts(),
  ) {
    this.moded = facts.moded(project);
    this.sharing = facts.sharing(project);
    this.names = new Names(project, (service) => this.namespaceOf(service));
  }

  /** The namespace in which a service's containers run, through `service:` chains. */
  namespaceOf(service: Service): Namespace {
    if (service.networkMode === undefined && !service.networkModeUnknown) return { kind: "networks", owner: service };
    return this.namespaces.get(service) ?? namespaceOf(service, this.project, this.namespaces);
  }

  /** Whether a service runs in the host's own namespace, by its own mode or by the one that it shares. */
  isOnHost(service: Service): boolean {
    return this.namespaceOf(service).kind === "host";
  }

  /** The services that share the namespace of this one, directly or through others; without itself. */
  sharersOf(owner: Service): readonly Service[] {
    this.sharersByOwner ??= this.sharers();
    return this.sharersByOwner.get(owner) ?? [];
  }

  /** The claims of every service on ports of the host, in the project's order. */
  get claims(): readonly PortClaim[] {
    return finish(this.claiming());
  }

  /** Pairs of claims of which only one can be met. */
  get collisions(): readonly Collision[] {
    return finish(this.colliding());
  }

  /** Makes in steps what takes long where services are very many, so that no rule that asks for it keeps others waiting. */
  *preparing(): Steps<void> {
    yield* this.facts.mentions.inSteps(this.project);
    yield* this.facts.knownMentions.inSteps(this.project);
    yield* this.facts.hostMentions.inSteps(this.project);
    yield* this.colliding();
  }

  private *claiming(): Steps<readonly PortClaim[]> {
    if (this.allClaims !== undefined) return this.allClaims;
    const follows = new Set(this.sharing.filter(({ networkMode }) => networkMode?.value.kind === "service"));
    const claimsIn = ({ items }: Block<Service>): PortClaim[] => items.flatMap((service) => this.claimsOf(service));
    const inBlocks: (readonly PortClaim[])[] = [];
    for (const block of this.project.services.blocks) {
      const depends = follows.size > 0 && block.items.some((service) => follows.has(service));
      inBlocks.push(depends ? claimsIn(block) : this.facts.claims.of(block, claimsIn));
      yield pause;
    }
    return (this.allClaims = inBlocks.flat());
  }

  private *colliding(): Steps<readonly Collision[]> {
    this.allCollisions ??= yield* collisions(yield* this.claiming(), this.project);
    return this.allCollisions;
  }

  /** The words in services' values that are written as names of hosts. */
  get mentions(): readonly { readonly service: Service; readonly mention: Mention }[] {
    return this.facts.mentions(this.project);
  }

  /** Those of them that are the name of a service, in whatever way: all others lead to none. */
  get knownMentions(): NetworkModel["mentions"] {
    return this.facts.knownMentions(this.project);
  }

  /** What decides which those are, beside the services themselves. */
  get knownNames(): readonly object[] {
    return this.facts.names(this.project);
  }

  /** Whether a name is that of a service, in whatever way. */
  isName(name: string, caller: Service): boolean {
    return this.facts.isName(name, caller, this.project);
  }

  /** Those of one service. */
  mentionsOf(service: Service): readonly Mention[] {
    return this.facts.mentionsOf(service);
  }

  /** The words in services' values that stand for the host or for the service itself. */
  get hostMentions(): readonly HostMention[] {
    return this.facts.hostMentions(this.project);
  }

  /** The service that Docker's DNS knows by this name: its own, or that of its container. */
  serviceCalled(name: string): Service | undefined {
    return this.project.services.get(name) ?? this.containersByName().get(name);
  }

  /**
   * The one service that the caller means by a name: as {@link serviceCalled}, or by an alias that it alone has on its networks,
   * or that the caller's own link gives it. A hostname is left out: the network outside may know it too.
   */
  serviceMeant(name: string, caller: Service): Service | undefined {
    return this.serviceCalled(name) ?? linkedAs(caller, name, this.project) ?? this.onlyAliased(name);
  }

  private onlyAliased(name: string): Service | undefined {
    const [only, ...others] = this.servicesCalled(name);
    const isAlias = only?.networks?.value.some(({ value }) => value.aliases.some((alias) => alias.value === name));
    return others.length === 0 && isAlias === true ? only : undefined;
  }

  /**
   * The services that answer to a name, wherever they are: by their own, that of their container, a hostname or an alias. Several
   * where it is not one's alone.
   */
  servicesCalled(name: string): readonly Service[] {
    this.callable ??= this.facts.otherNames.byName(this.project);
    const own = this.project.services.get(name);
    const others = (this.callable.get(name) ?? []).filter((each) => each !== own);
    return own === undefined ? others : [own, ...others];
  }

  /** Every port at which a service is known, or by its image likely, to answer, and those of the host that lead there. */
  get offers(): readonly Offer[] {
    return this.facts.offers(this.project);
  }

  /** Why a name of `target` leads `caller` nowhere; undefined where it does, or where the files cannot tell. */
  unresolved(caller: Service, target: Service, name = target.name): Unresolved | undefined {
    return this.names.unresolved(caller, target, name);
  }

  /** Why a name of a service leads nobody to it; undefined where somebody can use it, or where the files cannot tell. */
  unresolvedByAll(target: Service, name = target.name): Unresolved | undefined {
    return this.names.unresolvedByAll(target, name);
  }

  /** The services that give their container a name, in the project's order. */
  get named(): readonly Service[] {
    return this.facts.named(this.project);
  }

  /** Services by the name of their container; the first one where several have the same. */
  private containersByName(): ReadonlyMap<string, Service> {
    this.containers ??= new Map(
      this.named.map((service): [string, Service] => [service.containerName?.value ?? "", service]).reverse(),
    );
    return this.containers;
  }

  /** The claims of one service on ports of the host. */
  claimsOf(service: Service): readonly PortClaim[] {
    // Nothing runs, nothing is claimed.
    if (service.replicas?.value === 0 || service.provided) return [];
    const { kind, owner } = this.namespaceOf(service);
    if (kind === "host") return this.facts.listening(service);
    const publishes = kind === "networks" || kind === "default-bridge" || kind === "engine-network";
    return publishes && owner === service ? this.facts.published(service) : [];
  }

  private sharers(): ReadonlyMap<Service, readonly Service[]> {
    const all = new Map<Service, Service[]>();
    for (const service of this.moded) {
      const { owner } = this.namespaceOf(service);
      if (owner === undefined || owner === service) continue;
      const known = all.get(owner);
      if (known === undefined) all.set(owner, [service]);
      else known.push(service);
    }
    return all;
  }
}

function sharesByMode({ networkMode }: Service): boolean {
  return networkMode?.value.kind === "service" || networkMode?.value.kind === "container";
}

function remembered<T extends object>(make: (service: Service) => readonly T[]): (service: Service) => readonly T[] {
  const known = new Memo<Service, readonly T[]>();
  return (service) => known.of(service, make);
}
