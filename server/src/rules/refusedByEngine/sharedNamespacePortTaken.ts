import { say } from "../../../../shared/text";
import { addressesMeet } from "../../../../shared/hostAddress";
import { clientProgram } from "../../../../shared/clientPrograms";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import { coexist } from "../../network/ports/collisions";
import { imageName, usualPorts } from "../../network/ports/imagePorts";
import { type Listener, listeners, namedPorts, type PortVariable, portVariables } from "../../network/ports/listeners";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/** In one namespace a port is there once (docs/docker-behaviour.md#one-port-in-a-shared-namespace). In the host's, see host-port-conflict. */
export const sharedNamespacePortTaken = defineRule({
  id: "shared-namespace-port-taken",
  severity: "warning",
  title: say`Two services in one network namespace listen on one port`,
  perProject: function* (project): Generator<Finding | Needs> {
    const network = networkOf(project);
    const owners = new Set(network.sharing.flatMap((service) => network.namespaceOf(service).owner ?? []));
    for (const owner of owners) {
      if (network.isOnHost(owner)) continue;
      const all = [owner, ...network.sharersOf(owner)];
      yield* onePortTwice(all, project);
      yield* publishedTwice(owner, all, network);
    }
  },
});

/** A service is compared with so many that may listen where it does, and named with so many that do. */
const mostCompared = 64;
const mostNamed = 8;

/** Services that listen where an earlier one does; looked up by port and by image, since one namespace may have thousands. */
function* onePortTwice(all: readonly Service[], project: Project): Generator<Finding | Needs> {
  const byPort = new Map<number, Told[]>();
  const byImage = new Map<string, Told[]>();
  for (const [order, service] of all.entries()) {
    yield pause;
    const its: Told = { service, order, listeners: ownListeners(service), variables: portVariables(service) };
    const lists = [...new Set(its.listeners.map(({ port }) => port))].map((port) => listIn(byPort, port));
    const image = imageName(service.image?.value);
    if (image !== "" && saysNothingOfPorts(service)) lists.push(listIn(byImage, image));
    if (image !== "") lists.push(...its.variables.map(({ key, port }) => listIn(byImage, `${image} ${key}=${port}`)));
    const near = new Set(lists.flatMap((list) => list.slice(0, mostCompared)));
    let named = 0;
    for (const other of [...near].sort((one, two) => one.order - two.order)) {
      if (!coexist(other.service, service, project)) continue;
      const told = toldBoth(other, its);
      const port =
        told ??
        common(other.listeners, its.listeners) ??
        sameVariable(other, its) ??
        usualOfBoth(other.service, service);
      if (port === undefined) continue;
      // A program may not read a variable, and what is in an image can be told another port by a file.
      yield {
        ...finding(other.service, service, port),
        ...(told === undefined && { severity: "information" as const }),
      };
      named += 1;
      if (named === mostNamed) break;
    }
    for (const list of lists) list.push(its);
  }
}

/** A service of a namespace, and where it is told to listen. */
interface Told {
  readonly service: Service;
  readonly order: number;
  readonly listeners: readonly Listener[];
  /** What its environment says of a port of its own, in words that only its image can explain. */
  readonly variables: readonly PortVariable[];
}

function listIn<Key>(lists: Map<Key, Told[]>, key: Key): Told[] {
  const known = lists.get(key) ?? [];
  lists.set(key, known);
  return known;
}

/** What may be its own: beside the host of somebody else, `--port` is the port of that one. */
function ownListeners(service: Service): Listener[] {
  const all = listeners(service);
  return all.some(({ in: from }) => from === "command") && callsAnother(service)
    ? all.filter(({ evidence, in: from }) => evidence === "certain" || from === "environment")
    : all;
}

/** A port on which both are told to listen by their commands, or by a variable that can mean nothing else. */
function toldBoth(one: Told, other: Told): number | undefined {
  const certain = ({ listeners }: Told): Listener[] =>
    listeners.filter(({ evidence, in: from }) => evidence === "certain" || from === "command");
  return common(certain(one), certain(other));
}

function common(all: readonly Listener[], others: readonly Listener[]): number | undefined {
  return all.find((each) => others.some((its) => its.port === each.port && addressesMeet(its.address, each.address)))
    ?.port;
}

/** With one of these, `--port` may be that of whoever is called. */
const calledFlag = /^(?:-h|--?(?:[\w.-]*[.-])?(?:host|hostname|server|addr|address|url|connect))$/i;

function callsAnother({ entrypoint, command }: Service): boolean {
  const words = [...entrypoint, ...command].flatMap(({ value }) => value.split(/[\s=]+/));
  return words.some((word) => calledFlag.test(word) || clientProgram(word) !== undefined);
}

/**
 * A port that one image is told in both by the same variable: whatever the variable means, it means it in both. Each has to
 * say it itself: what stands once for many may be for those that listen.
 */
function sameVariable(one: Told, other: Told): number | undefined {
  if (imageName(one.service.image?.value) !== imageName(other.service.image?.value)) return undefined;
  const isSame = (its: PortVariable, each: PortVariable): boolean =>
    its.key === each.key && its.port === each.port && its.at.node !== each.at.node;
  return one.variables.find((each) => other.variables.some((its) => isSame(its, each)))?.port;
}

/** A port of an image that both have, where none of them says anything of ports. */
function usualOfBoth(one: Service, other: Service): number | undefined {
  if (imageName(one.image?.value) !== imageName(other.image?.value)) return undefined;
  return saysNothingOfPorts(one) && saysNothingOfPorts(other) ? usualPorts(one.image?.value)[0] : undefined;
}

function saysNothingOfPorts(service: Service): boolean {
  return namedPorts(service).size === 0 && service.command.length === 0 && service.entrypoint.length === 0;
}

function finding(one: Service, other: Service, port: number): Finding {
  return {
    at: modePlace(other.networkMode === undefined ? one : other),
    service: other,
    message: say`${one.name} and ${other.name} share one network namespace and both listen on port ${port}: the one that starts last fails with "address already in use". Let one of them listen on another port.`,
    related: [{ at: modePlace(one), message: say`${one.name} listens on port ${port}` }],
  };
}

/** Who publishes one container port twice for two services thinks that each has its own. */
function* publishedTwice(owner: Service, all: readonly Service[], { project }: NetworkModel): Generator<Finding> {
  if (all.length < 3 || !all.every((each) => coexist(each, owner, project) || each === owner)) return;
  const seen = new Map<string, Finding["at"]>();
  for (const { value, at } of owner.ports?.value ?? []) {
    const { target, protocol } = value;
    if (target === undefined || target.first !== target.last) continue;
    const key = `${target.first}/${protocol}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, at.node);
    else {
      yield {
        at: at.node,
        service: owner,
        severity: "information",
        message: say`${all.length} services share the network of ${owner.name}, where port ${key} is there once: both published ports lead to the same service. Let each listen on a port of its own.`,
        related: [{ at: before, message: say`port ${key} is published here too` }],
      };
    }
  }
}
