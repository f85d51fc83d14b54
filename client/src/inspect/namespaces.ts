import { isUp, type Container } from "../docker/inventory/container";
import { containersByName } from "../docker/inventory/inventory";
import { inspectUnlessGone } from "../docker/api/inspectUnlessGone";
import { containerTable } from "../insight/containerTable";
import { deadNamespace, mayHaveLostNetwork } from "../insight/deadNamespace";
import { problemText, type Problem } from "../insight/problems";
import { host, readSubjects, type Side } from "../insight/readSubjects";
import { tableRequest } from "../netns/read/request";
import { dockersResolver } from "../netns/sections/dns";
import { english } from "../platform/english";
import type { AskedEngine } from "./askedEngine";
import type { Printed } from "./printed";

/** The namespaces of the host and of all running containers. Throws NamespaceError and EngineError. */
export async function inspectNamespaces(asked: AskedEngine, signal: AbortSignal): Promise<Printed> {
  const { prober, inventory } = asked;
  const running = containersByName(inventory).filter(isUp);
  const subjects = [host, ...running.map(({ id }) => ({ kind: "container" as const, id }))];
  const sides = await readSubjects(prober, inventory, subjects, tableRequest, { signal });
  const lost = new Map<Container, Problem>();
  for (const container of running.filter((each) => mayHaveLostNetwork(inventory, each))) {
    const problem = await lossOf(asked, container, signal);
    if (problem !== undefined) lost.set(container, problem);
  }
  const sentences = [...lost].map(([{ name }, problem]) => `${name}: ${problemText(problem, english)}`);
  return {
    lines: [
      ...containerTable(sides, inventory, english).map(({ text }) => text),
      ...(sentences.length === 0 ? [] : ["", ...sentences]),
    ],
    json: sides.map((side) => {
      const problem = side.container === undefined ? undefined : lost.get(side.container);
      return { ...jsonOf(side, sides, asked), problem: problem === undefined ? null : problemText(problem, english) };
    }),
    status: lost.size > 0 ? 1 : 0,
  };
}

async function lossOf(
  { engine, machine, inventory }: AskedEngine,
  container: Container,
  signal: AbortSignal,
): Promise<Problem | undefined> {
  const detail = await inspectUnlessGone(engine, container.id, signal);
  if (detail === undefined) return undefined;
  return (await deadNamespace(engine, machine, inventory, container, detail, signal))[0];
}

function jsonOf(side: Side, all: readonly Side[], { words }: AskedEngine): object {
  const { name, container, namespace, fault } = side;
  const bringer = namespace === undefined ? undefined : all.find((each) => each.namespace === namespace);
  return {
    name,
    id: container?.id ?? null,
    mode: container?.mode ?? null,
    // Who has the same network namespace and stands first; null for one that has its own.
    sameAs: bringer === undefined || bringer === side ? null : bringer.name,
    namespace: namespace?.identity ?? null,
    interfaces: (namespace?.interfaces ?? []).map((each) => ({
      name: each.name,
      addresses: each.addresses.map(({ address, prefix }) => (prefix === undefined ? address : `${address}/${prefix}`)),
    })),
    published: container?.published ?? [],
    listens: namespace?.sockets
      ?.filter(({ address }) => address !== dockersResolver)
      .map(({ protocol, address, port, owner }) => ({ protocol, address, port, program: owner?.program ?? null })),
    unread: fault === undefined ? null : words.namespace(fault),
  };
}
