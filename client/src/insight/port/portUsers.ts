import { containersByName, type Inventory } from "../../docker/inventory/inventory";
import type { Container } from "../../docker/inventory/container";
import type { HostPort, PortOwner } from "../hostPorts";
import type { PortUser } from "./portsUsed";

/**
 * Everybody whose ports may be asked for: each container, each Compose service of several containers, the services of a
 * swarm, and the programs of the host that have a port.
 */
export function portUsers(inventory: Inventory, ports: readonly HostPort[]): PortUser[] {
  const containers = containersByName(inventory);
  const ofService = new Map<string, Container[]>();
  for (const container of containers) {
    const { composeProject, composeService } = container;
    if (composeProject === undefined || composeService === undefined) continue;
    const name = `${composeProject}/${composeService}`;
    ofService.set(name, [...(ofService.get(name) ?? []), container]);
  }
  const programs = new Map<string, PortUser>();
  for (const { owner } of ports) {
    const user = programOf(owner);
    if (user !== undefined) programs.set(`${user.program} ${user.pid ?? ""}`, user);
  }
  return [
    ...containers.map(ofContainer),
    ...[...ofService].flatMap(([name, members]): PortUser[] =>
      members.length > 1 ? [{ kind: "containers", name, containers: members }] : [],
    ),
    ...inventory.services.map((service): PortUser => ({ kind: "service", service })),
    ...programs.values(),
  ];
}

/** Who has a port, as one whose other ports may be asked for; undefined where that is not seen. */
export function portUserOf(owner: PortOwner): PortUser | undefined {
  switch (owner.kind) {
    case "publish":
    case "host-mode":
      return ofContainer(owner.container);
    case "service":
      return { kind: "service", service: owner.service };
    case "process":
      return programOf(owner);
    case "unknown":
      return undefined;
  }
}

/** One container as a user of ports. */
export function ofContainer(container: Container): PortUser {
  return { kind: "containers", name: container.name, containers: [container] };
}

function programOf(owner: PortOwner): Extract<PortUser, { kind: "program" }> | undefined {
  return owner.kind === "process" ? { kind: "program", program: owner.program, pid: owner.pid } : undefined;
}
