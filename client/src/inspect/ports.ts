import { contestedPorts, hostPorts, type HostPort, type PortOwner } from "../insight/hostPorts";
import { nextFreePort } from "../insight/freePort";
import { ownerText } from "../insight/portOwnerText";
import { PortLosers } from "../insight/portLosers";
import { answerPortQuery, parsePortQuery, type PortQuery } from "../insight/portQuery";
import { readHostListeners } from "../netns/read/hostListeners";
import { english } from "../platform/english";
import type { AskedEngine } from "./askedEngine";
import { columns } from "./columns";
import { Unanswered } from "./faults";
import type { Printed } from "./printed";

/** Who has the ports of the engine's host. Throws EngineError and Unanswered. */
export async function inspectPorts(asked: AskedEngine, word: string, signal: AbortSignal): Promise<Printed> {
  const query = parsePortQuery(word);
  if (query.kind === "outside") throw new Unanswered(`${query.number} is no port: ports are numbers from 1 to 65535.`);
  const { engine, facts, machine, table, inventory } = asked;
  const containers = [...inventory.containers.values()];
  const listeners = await readHostListeners(engine, facts, machine, table, containers, signal);
  const losers = await new PortLosers().of(engine, inventory, signal);
  const ports = hostPorts(inventory, listeners, losers);
  const contested = contestedPorts(ports);
  const isNumber = query.kind === "port" || query.kind === "range";
  const { ports: found, free } = answerPortQuery(ports, query);
  // What only begins with the number, or leads to it, helps who types; a program asked for the number.
  const shown = query.kind === "port" ? found.filter((port) => isAsked(port, query)) : found;
  const nextFree = query.kind === "port" && shown.length > 0 ? nextFreePort(query.port, ports) : undefined;
  const isHostRead = listeners !== undefined;
  return {
    lines: [
      ...columns(shown.map((port) => rowOf(port, contested.has(port)))),
      ...(shown.length === 0 && !isNumber ? ["No port of the host is taken by what is called so."] : []),
      ...freeLines(query, free, isHostRead),
      ...(nextFree === undefined ? [] : [`The next free port is ${nextFree}.`]),
      ...(isHostRead
        ? []
        : ["The host's own processes cannot be read from here: these are the ports that containers publish."]),
    ],
    json: {
      ports: shown.map((port) => ({ ...jsonOf(port), contested: contested.has(port) })),
      ...(isNumber ? { free, nextFree: nextFree ?? null } : {}),
      isHostRead,
    },
    status: isNumber ? (shown.length > 0 ? 1 : 0) : shown.some((port) => contested.has(port)) ? 1 : 0,
  };
}

function isAsked({ port, protocol }: HostPort, query: PortQuery): boolean {
  return query.kind === "port" && port === query.port && (query.protocol === undefined || query.protocol === protocol);
}

function rowOf({ port, protocol, addresses, owner, neededBy }: HostPort, isContested: boolean): string[] {
  const pid = "pid" in owner ? [`pid ${owner.pid}`] : [];
  const program = owner.kind === "host-mode" && owner.program !== "" ? [owner.program] : [];
  const trouble =
    neededBy.length > 0
      ? [`needed by ${neededBy.map(({ name }) => name).join(", ")}`]
      : isContested
        ? ["contested"]
        : [];
  const command = "commandLine" in owner ? [owner.commandLine] : [];
  const facts = [ownerText(owner, english), ...program, ...pid];
  return [`${port}/${protocol}`, addresses.join(", "), facts.join(", "), ...trouble, ...command];
}

function freeLines(query: PortQuery, free: readonly (readonly [number, number])[], isHostRead: boolean): string[] {
  if (free.length === 0) return query.kind === "range" ? [`None of ${query.from}-${query.to} is free.`] : [];
  const parts = free.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(", ");
  return [isHostRead ? `Free: ${parts}` : `Published by no container: ${parts}`];
}

function jsonOf({ port, protocol, addresses, owner, neededBy }: HostPort): object {
  return { port, protocol, addresses, owner: ownerJson(owner), neededBy: neededBy.map(({ name }) => name) };
}

function ownerJson(owner: PortOwner): object {
  switch (owner.kind) {
    case "publish":
      return { kind: owner.kind, container: owner.container.name, id: owner.container.id, port: owner.containerPort };
    case "host-mode": {
      const { kind, container, program, pid, commandLine } = owner;
      return { kind, container: container.name, id: container.id, program, pid, commandLine };
    }
    case "service":
      return { kind: owner.kind, service: owner.service.name, port: owner.target };
    case "process":
      return owner;
    case "unknown":
      return { kind: owner.kind };
  }
}
