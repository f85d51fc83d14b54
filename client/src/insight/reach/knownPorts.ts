import type { Container } from "../../docker/inventory/container";
import { namespaceOwner, sharesHostNamespace } from "../../docker/inventory/inventory";
import { dockersResolver } from "../../netns/sections/dns";
import type { PathSnapshot } from "../path/model";
import type { ContainerPort } from "./callsTo";

/**
 * The ports of a container that something is known of, by number: those that are published, and those on which it
 * listens. In the host's namespace a socket is its own where the kernel tells whose program holds it.
 */
export function knownPorts(snapshot: PathSnapshot, container: Container): ContainerPort[] {
  const owner = namespaceOwner(snapshot.inventory, container);
  const onHost = sharesHostNamespace(snapshot.inventory, container);
  const reading = onHost ? snapshot.host : snapshot.containers.get(container.id);
  const sockets = (reading?.namespace?.sockets ?? []).filter((socket) =>
    onHost ? socket.owner?.containers.includes(container.id) === true : socket.address !== dockersResolver,
  );
  const found = new Map<string, ContainerPort>();
  const add = (port: number, protocol: string): void => {
    if (protocol === "tcp" || protocol === "udp") found.set(`${port}/${protocol}`, { port, protocol });
  };
  if (!onHost) for (const { containerPort, protocol } of owner.published) add(containerPort, protocol);
  for (const { port, protocol } of sockets) add(port, protocol);
  return [...found.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}
