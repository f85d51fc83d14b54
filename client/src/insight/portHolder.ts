import type { Container } from "../docker/inventory/container";
import { readHostListeners } from "../netns/read/hostListeners";
import { hostPorts, type PortOwner } from "./hostPorts";
import type { ProbeSource } from "./probeSource";

/** Who has a port of the host. */
export interface PortHolder {
  /** The port that it has. */
  readonly port: number;
  readonly name: string;
  /** The ID of the container, where it is one. */
  readonly container?: string;
  readonly pid?: number;
}

/**
 * Who has one of these ports of the host now: the first one that is held by another than this container. Undefined where
 * none is, or where it cannot be seen.
 */
export async function holderOf(
  { engine, facts, machine, table, inventory }: ProbeSource,
  container: Container,
  ports: readonly number[],
  signal?: AbortSignal,
): Promise<PortHolder | undefined> {
  if (ports.length === 0) return undefined;
  const containers = [...inventory.containers.values()];
  const listeners = await readHostListeners(engine, facts, machine, table, containers, signal);
  const taken = hostPorts(inventory, listeners, []).filter(({ protocol }) => protocol === "tcp");
  for (const port of ports) {
    const held = taken.filter((each) => each.port === port && !isContainer(each.owner, container));
    const holder = held.flatMap(({ owner }) => named(owner) ?? [])[0];
    if (holder !== undefined) return { port, ...holder };
  }
  return undefined;
}

function isContainer(owner: PortOwner, { id }: Container): boolean {
  return (owner.kind === "publish" || owner.kind === "host-mode") && owner.container.id === id;
}

/** What a holder is called; undefined where that cannot be seen. */
export function named(owner: PortOwner): Omit<PortHolder, "port"> | undefined {
  switch (owner.kind) {
    case "publish":
    case "host-mode":
      return { name: owner.container.name, container: owner.container.id };
    case "service":
      return { name: owner.service.name };
    case "process":
      return { name: owner.program, ...(owner.pid === undefined ? {} : { pid: owner.pid }) };
    case "unknown":
      return undefined;
  }
}
