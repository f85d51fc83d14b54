import type { EngineFacts } from "../docker/api/engineFacts";
import { isUp, type Container } from "../docker/inventory/container";
import { sharesHostNamespace, type Inventory } from "../docker/inventory/inventory";
import type { PlaceRange } from "../../../shared/protocol";
import type { PortNumbers, ProjectPlaces, ServicePlaces } from "../../../shared/projectPlaces";
import type { Localizer } from "../platform/localizer";
import type { Route } from "../netns/model";
import { holderOfClaim, type Claim } from "./claimHolder";
import type { HostPort, PortOwner } from "./hostPorts";
import { named } from "./portHolder";
import type { NetworkConflict } from "./networkConflicts";
import { nextFreePort } from "./freePort";
import type { PortChange } from "./portEdit";
import { remediesOf, takenPort, type Remedy } from "./remedies";
import { isFailure, problemBrief, problemEvidence, problemText, publishedPortIn, type Problem } from "./problems";
import { containersOfService } from "./projectContainers";

/** A problem of the engine on the line of a Compose file that causes it. */
export interface ComposeProblem {
  readonly range: PlaceRange;
  /** `warning`: a container has failed. `information`: what is not reached, or what will not start. */
  readonly severity: "warning" | "information";
  /** The kind of problem, by which its page is found: docs/live-problems.md. */
  readonly code: Problem["kind"] | "port-held" | "drift" | NetworkConflict["code"];
  readonly message: string;
  /** The host port that it is about, and the process that has it, where there is one. */
  readonly held?: { readonly port: number; readonly pid: number };
  /** The port of the host that somebody else has, where one can be shown who. */
  readonly heldPort?: number;
  /** The line of the service's key. */
  readonly serviceLine: number;
  /** The port of the file that is to be another one, where one helps. */
  readonly change?: PortChange;
  /** What can be done about the container, beside what is done in the file. */
  readonly act?: {
    readonly container: { readonly id: string };
    readonly engine: string;
    readonly remedies: readonly Remedy[];
  };
}

/** Who is in the file already has no use for the way to it. */
const inFile: ReadonlySet<Remedy> = new Set(["reveal-service", "free-port", "fix-in-file"]);

/** What is known of one engine. */
export interface KnownEngine {
  /** How it is called beside others; empty for the usual one. */
  readonly name: string;
  /** By which commands find it. */
  readonly key: string;
  readonly inventory: Inventory;
  readonly problems: (container: Container) => readonly Problem[];
  /** The ports taken on its host; absent where these are not known yet. */
  readonly hostPorts?: KnownPorts;
  readonly facts: Pick<EngineFacts, "desktop" | "rootless" | "swarm">;
}

/** The ports taken on a host, as they were read last. */
export interface KnownPorts {
  readonly ports: readonly HostPort[];
  /** False where only the ports that containers publish are known. */
  readonly isHostRead: boolean;
  /** False where the engine has changed since. */
  readonly isCurrent: boolean;
  /** The routes of the host; absent where they cannot be read from here. */
  readonly routes?: readonly Route[];
}

/** So many containers of a service are told apart. */
const mostContainers = 5;

/** What the engines contradict in a Compose file, each on the line that causes it. The usual engine is the first. */
export function composeProblems(
  file: string,
  places: ProjectPlaces,
  engines: readonly KnownEngine[],
  l10n: Localizer,
): ComposeProblem[] {
  const files = [file, ...places.projects.flatMap((project) => project.files)];
  return places.services.flatMap((service) => {
    const found = engines.map((engine) => ({
      engine,
      containers: containersOfService(engine.inventory, files, service.name),
    }));
    const ofContainers = found.flatMap(({ engine, containers }) =>
      containers.slice(0, mostContainers).flatMap((container) =>
        engine
          .problems(container)
          // The language server says it of the file, at the name, and has the fix.
          .filter(({ kind }) => kind !== "unresolved-name")
          .flatMap((problem) => {
            const line = lineOf(service, problem, lostPort(engine.inventory, container, problem));
            // What does not come from the base is said where the service stands.
            if (service.isBase === true && line === undefined) return [];
            const said = ofContainer(line ?? service.range, engine, container, problem, l10n);
            return [{ ...said, ...repairs(service, said.range, engine, container, problem) }];
          }),
      ),
    );
    const [usual, ...others] = found;
    // A project that is on another engine is not started on the usual one.
    const isElsewhere = others.some(({ containers }) => containers.length > 0);
    const beforeStart =
      usual === undefined || isElsewhere ? [] : heldPorts(service, places, usual.engine, usual.containers, l10n);
    const known = new Set(ofContainers.filter(({ code }) => isOfPort(code)).map(({ range }) => JSON.stringify(range)));
    return [...ofContainers, ...beforeStart.filter(({ range }) => !known.has(JSON.stringify(range)))];
  });
}

function isOfPort(code: ComposeProblem["code"]): boolean {
  return code === "not-started" || code === "port-taken";
}

function repairs(
  service: ServicePlaces,
  line: PlaceRange,
  { key, hostPorts }: KnownEngine,
  container: Container,
  problem: Problem,
): Pick<ComposeProblem, "serviceLine" | "change" | "act"> {
  const remedies = remediesOf(container, [problem]).filter((remedy) => !inFile.has(remedy));
  const change = isElsewhere(service, line) ? undefined : changeFor(problem, hostPorts);
  return {
    serviceLine: service.range.start.line,
    ...(change === undefined ? {} : { change }),
    ...(remedies.length === 0 ? {} : { act: { container: { id: container.id }, engine: key, remedies } }),
  };
}

/** Whether what is said on this line is written in another file, from which it comes by `extends`. */
function isElsewhere({ ports }: ServicePlaces, line: PlaceRange): boolean {
  return ports.some(({ range, elsewhere }) => elsewhere === true && range === line);
}

function changeFor(problem: Problem, hostPorts: KnownPorts | undefined): PortChange | undefined {
  if (problem.kind === "nothing-listens") {
    return problem.instead === undefined ? undefined : { from: problem.port, to: problem.instead, side: "container" };
  }
  const taken = takenPort(problem) ?? ("by" in problem ? problem.by.port : undefined);
  return taken === undefined ? undefined : anotherPort(taken, hostPorts);
}

function anotherPort(taken: number, hostPorts: KnownPorts | undefined): PortChange | undefined {
  const to = hostPorts === undefined ? undefined : nextFreePort(taken, hostPorts.ports);
  return to === undefined ? undefined : { from: taken, to, side: "host" };
}

function ofContainer(
  range: PlaceRange,
  engine: KnownEngine,
  container: Container,
  problem: Problem,
  l10n: Localizer,
): Omit<ComposeProblem, "serviceLine" | "change" | "act"> {
  const { name } = container;
  const called = engine.name === "" ? name : l10n.t("{0} on {1}", name, engine.name);
  const severity = isFailure(problem) ? "warning" : "information";
  const port = lostPort(engine.inventory, container, problem);
  const withEvidence = (sentence: string): string =>
    [sentence, problemEvidence(problem)].filter((text) => text !== undefined).join("\n");
  if (port === undefined || (problem.kind !== "not-started" && problem.kind !== "port-taken")) {
    return { range, severity, code: problem.kind, message: withEvidence(`${called}: ${problemText(problem, l10n)}`) };
  }
  const { hostPorts } = engine;
  const held = hostPorts?.ports.filter((each) => each.port === port && each.protocol === "tcp") ?? [];
  if (hostPorts?.isHostRead === true && hostPorts.isCurrent && held.length === 0) {
    const message = l10n.t(
      "{0}: port {1} was taken when it was started. It is free now: start it again.",
      called,
      port,
    );
    return { range, severity: "information", code: problem.kind, message };
  }
  const holder = held.find(({ owner }) => owner.kind !== "unknown" && !isContainer(owner, name));
  const { by: told, ...alone } = problem;
  const seen = holder && named(holder.owner);
  const by = seen === undefined ? told : { port, ...seen };
  const brief = problemBrief({ ...alone, ...(by === undefined ? {} : { by }) }, l10n);
  return {
    range,
    severity,
    code: problem.kind,
    message: withEvidence(`${called}: ${brief}.`),
    ...heldBy(holder),
  };
}

/** The ports that a service would not get: somebody else has them. */
function heldPorts(
  service: ServicePlaces,
  { projects }: ProjectPlaces,
  { hostPorts, facts }: KnownEngine,
  own: readonly Container[],
  l10n: Localizer,
): ComposeProblem[] {
  if (!service.starts || hostPorts === undefined) return [];
  // Elsewhere the engine's programs, and the ports that it publishes, are in another namespace than the host's.
  const isOneNamespace = !facts.desktop && !facts.rootless;
  const has = (port: number): boolean =>
    own.some((container) => isUp(container) && container.published.some(({ hostPort }) => hostPort === port));
  const problems: ComposeProblem[] = [];
  for (const { range, by, claim, numbers } of claimsOf(service)) {
    const holder = holderOfClaim({ by, ports: numbers, ...claim }, hostPorts.ports, projects, isOneNamespace);
    if (holder === undefined || has(holder.port)) continue;
    const who = ownerText(holder.owner, l10n);
    const message =
      by === "publish"
        ? l10n.t(
            "Port {0} of the host is held by {1}: docker compose up would fail. Stop that, or publish another port.",
            holder.port,
            who,
          )
        : l10n.t(
            "Port {0} of the host is held by {1}: the program of {2} could not listen on it. Stop that, or let it listen on another port.",
            holder.port,
            who,
            service.name,
          );
    const change = isElsewhere(service, range) ? undefined : anotherPort(holder.port, hostPorts);
    problems.push({
      ...{ range, severity: "information", code: "port-held", message, ...heldBy(holder) },
      serviceLine: service.range.start.line,
      heldPort: holder.port,
      ...(change === undefined ? {} : { change }),
    });
  }
  return problems;
}

interface PlacedClaim {
  readonly range: PlaceRange;
  readonly by: Claim["by"];
  readonly numbers: PortNumbers;
  readonly claim: Pick<Claim, "protocol" | "address">;
}

function claimsOf({ ports, listens }: ServicePlaces): PlacedClaim[] {
  return [
    ...ports.flatMap(({ range, protocol, claim }): PlacedClaim[] => {
      if (claim === undefined) return [];
      const { first, last, address } = claim;
      return [{ range, by: "publish", numbers: { first, last }, claim: { protocol, address } }];
    }),
    ...listens.map(({ range, protocol, port, address }): PlacedClaim => {
      return { range, by: "listen", numbers: { first: port, last: port }, claim: { protocol, address } };
    }),
  ];
}

/** The line that a problem is about: the item of `ports`, or the mode; undefined where that is the service as a whole. */
function lineOf(
  { ports, listens, networkMode }: ServicePlaces,
  problem: Problem,
  lost: number | undefined,
): PlaceRange | undefined {
  if (problem.kind === "dead-namespace") return networkMode;
  if (lost !== undefined) {
    const published = ports.find(({ claim }) => claim !== undefined && holds(claim, lost));
    const listened = listens.find(({ port }) => port === lost);
    const inHostMode = problem.kind === "port-taken" ? networkMode : undefined;
    return published?.range ?? listened?.range ?? inHostMode;
  }
  if ("protocol" in problem) {
    const { port, protocol } = problem;
    const item = ports.find(
      ({ target, ...each }) => each.protocol === protocol && target !== undefined && holds(target, port),
    );
    return item?.range;
  }
  return undefined;
}

function holds({ first, last }: PortNumbers, port: number): boolean {
  return first <= port && port <= last;
}

/** The port of the host that a container could not have; in a namespace of its own it lost one to a program beside it. */
function lostPort(inventory: Inventory, container: Container, problem: Problem): number | undefined {
  if (problem.kind === "not-started") return publishedPortIn(problem.detail);
  return problem.kind === "port-taken" && sharesHostNamespace(inventory, container) ? problem.reason.port : undefined;
}

function isContainer(owner: PortOwner, name: string): boolean {
  return (owner.kind === "publish" || owner.kind === "host-mode") && owner.container.name === name;
}

function heldBy(holder: HostPort | undefined): Pick<ComposeProblem, "held"> {
  const pid = holder?.owner.kind === "process" ? holder.owner.pid : undefined;
  return holder === undefined || pid === undefined ? {} : { held: { port: holder.port, pid } };
}

function ownerText(owner: PortOwner, l10n: Localizer): string {
  switch (owner.kind) {
    case "publish":
    case "host-mode":
      return l10n.t("container {0}", owner.container.name);
    case "service":
      return l10n.t("service {0}", owner.service.name);
    case "process":
      return owner.pid === undefined ? owner.program : l10n.t("{0} (pid {1})", owner.program, owner.pid);
    case "unknown":
      return l10n.t("somebody");
  }
}
