import { Memo } from "../../../shared/memo";
import type { CalledHost } from "../docker/api/calledHosts";
import type { ContainerDetail, Engine } from "../docker/api/engine";
import { inspectUnlessGone } from "../docker/api/inspectUnlessGone";
import { isUp, type Container } from "../docker/inventory/container";
import type { Inventory } from "../docker/inventory/inventory";
import type { Network } from "../docker/inventory/network";
import type { Problem } from "./problems";
import { projectNames, projectOf } from "./projectNames";

/** A name that somebody calls, and the only networks on which it is known. */
interface NameElsewhere {
  readonly name: string;
  readonly networks: readonly string[];
}

/** So many names of one container are said. */
const mostNames = 5;
/** With more neighbours than so many, nobody asks each of them which other names it has. */
const mostNeighbours = 30;
/** The networks that these engines make by themselves, which have no names of containers. */
const nameless: ReadonlySet<string> = new Set(["bridge", "podman", "host", "none"]);
/** On networks of these drivers, the engine answers for the names of this machine's containers. */
const drivers: ReadonlySet<string> = new Set(["bridge", "macvlan", "ipvlan"]);

/**
 * The names that a running container calls and that nobody on its networks has, while a container of the same project has
 * each of them on other networks (docs/docker-behaviour.md#names-networks). Nothing where anything else may know the
 * name: another resolver, a network of more than this machine, an alias. Throws EngineError.
 */
export async function namesElsewhere(
  engine: Engine,
  inventory: Inventory,
  container: Container,
  detail: ContainerDetail,
  signal?: AbortSignal,
): Promise<Problem[]> {
  if (detail.ownDns) return [];
  const found = namedElsewhere(inventory, container, detail.calls);
  if (found.length === 0) return [];
  const neighbours = neighboursOf(inventory, container);
  if (neighbours.length > mostNeighbours) return [];
  const own = new Set(container.attachments.map(({ network }) => network));
  const known = new Set([...detail.networkNames.values()].flat());
  for (const { id } of neighbours) {
    const names = (await inspectUnlessGone(engine, id, signal))?.networkNames ?? [];
    for (const [network, all] of names) if (own.has(network)) for (const name of all) known.add(name);
  }
  const unknown = found.filter(({ name }) => !known.has(name));
  if (unknown.length === 0) return [];
  // What an image says by itself may be meant for somebody else.
  const ofImage = new Set((await engine.imageCalls(detail.image, signal)).map(keyOf));
  const told = new Set(detail.calls.filter((call) => !ofImage.has(keyOf(call))).map(({ name }) => name));
  return unknown
    .filter(({ name }) => told.has(name))
    .slice(0, mostNames)
    .map(({ name, networks }) => ({ kind: "unresolved-name", name, networks }));
}

/** Whether a container of its project is only on other networks, so that it may call that one in vain. */
export function mayLackName(inventory: Inventory, container: Container): boolean {
  const own = namedNetworks(container);
  if (own.length === 0) return false;
  return (
    projectsOf(inventory)
      .get(projectOf(container))
      ?.some((members) => isApart(own, members[0])) === true
  );
}

function namedElsewhere(inventory: Inventory, container: Container, calls: readonly CalledHost[]): NameElsewhere[] {
  if (container.swarmService !== undefined || !mayLackName(inventory, container)) return [];
  if (!isAnsweredHere(inventory, container)) return [];
  const own = namedNetworks(container);
  const members = [...inventory.containers.values()].filter((each) => projectOf(each) === projectOf(container));
  const near = new Set(neighboursOf(inventory, container).flatMap(projectNames));
  const bearers = (name: string): Container[] => members.filter((each) => projectNames(each).includes(name));
  const found = new Map<string, NameElsewhere>();
  for (const { name, among = [] } of calls) {
    const named = bearers(name);
    if (named.length === 0 || near.has(name) || projectNames(container).includes(name)) continue;
    if (!among.every((each) => bearers(each).length > 0)) continue;
    // One that is stopped has no name, and one without networks of its own has none anywhere: both are another problem.
    if (!named.every((each) => isApart(own, each))) continue;
    const networks = new Set(named.flatMap(namedNetworks));
    found.set(name, { name, networks: [...networks].map((network) => shortName(inventory, container, network)) });
  }
  return [...found.values()];
}

/** Whether all of its networks end on this machine, so that whoever is on them is listed. */
function isAnsweredHere(inventory: Inventory, { attachments }: Container): boolean {
  return attachments.every(({ network }) => {
    const known = networkCalled(inventory, network);
    return known !== undefined && known.scope !== "swarm" && drivers.has(known.driver);
  });
}

/** The name in the file of a project's own network, by which its services join it. */
function shortName(inventory: Inventory, { composeProject = "" }: Container, network: string): string {
  const isOwn = composeProject !== "" && networkCalled(inventory, network)?.composeProject === composeProject;
  return isOwn && network.startsWith(`${composeProject}_`) ? network.slice(composeProject.length + 1) : network;
}

function networkCalled({ networks }: Inventory, name: string): Network | undefined {
  return [...networks.values()].find((network) => network.name === name);
}

/** Everybody on a network of this container. */
function neighboursOf({ containers }: Inventory, container: Container): Container[] {
  const own = new Set(container.attachments.map(({ network }) => network));
  return [...containers.values()].filter(
    ({ id, attachments }) => id !== container.id && attachments.some(({ network }) => own.has(network)),
  );
}

/** The networks on which others find it by name; none where it does not run or has no namespace of its own. */
function namedNetworks(container: Container): string[] {
  if (!isUp(container) || container.mode.kind !== "network") return [];
  return container.attachments.map(({ network }) => network).filter((network) => !nameless.has(network));
}

function isApart(own: readonly string[], other: Container | undefined): boolean {
  const networks = other === undefined ? [] : namedNetworks(other);
  return networks.length > 0 && !networks.some((network) => own.includes(network));
}

const projects = new Memo<Inventory["containers"], ReadonlyMap<string, readonly Container[][]>>();

/** The containers of each project, those on the same networks together. */
function projectsOf({ containers }: Inventory): ReadonlyMap<string, readonly Container[][]> {
  return projects.of(containers, () => {
    const all = new Map<string, Map<string, Container[]>>();
    for (const container of containers.values()) {
      const networks = namedNetworks(container);
      if (networks.length === 0) continue;
      const key = projectOf(container);
      const sets = all.get(key) ?? new Map<string, Container[]>();
      all.set(key, sets);
      const set = networks.join("\n");
      const members = sets.get(set);
      if (members === undefined) sets.set(set, [container]);
      else members.push(container);
    }
    return new Map([...all].map(([key, sets]) => [key, [...sets.values()]]));
  });
}

function keyOf({ name, variable = "" }: CalledHost): string {
  return `${variable} ${name}`;
}
