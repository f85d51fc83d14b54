import type { Container } from "../docker/inventory/container";
import { readHostListeners } from "../netns/read/hostListeners";
import { hostPorts, type PortOwner } from "./hostPorts";
import type { ProbeSource } from "./probeSource";

/** Who has a port of the host now that this container wanted; undefined where nobody has, or it cannot be seen. */
export async function holderOf(
  { engine, facts, machine, table, inventory }: ProbeSource,
  container: Container,
  port: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const containers = [...inventory.containers.values()];
  const listeners = await readHostListeners(engine, facts, machine, table, containers, signal);
  const held = hostPorts(inventory, listeners, []).filter((each) => each.port === port && each.protocol === "tcp");
  const names = held.flatMap(({ owner }) => (isContainer(owner, container) ? [] : (nameOf(owner) ?? [])));
  return names[0];
}

function isContainer(owner: PortOwner, { id }: Container): boolean {
  return (owner.kind === "publish" || owner.kind === "host-mode") && owner.container.id === id;
}

function nameOf(owner: PortOwner): string | undefined {
  switch (owner.kind) {
    case "publish":
    case "host-mode":
      return owner.container.name;
    case "service":
      return owner.service.name;
    case "process":
      return owner.program;
    case "unknown":
      return undefined;
  }
}
