// What an engine tells and what we hold of it, in one form, to be compared.
import type { Inventory } from "../../client/src/docker/inventory";
import { membersOf } from "../../client/src/docker/members";
import { callEngineJson } from "../../scripts/engine/http.mjs";

interface Listed {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly State: string;
  readonly Ports: readonly { readonly PublicPort?: number; readonly PrivatePort: number; readonly Type: string }[];
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { IPAddress: string }>> };
}

interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly Driver: string;
  readonly Scope: string;
  readonly IPAM: { readonly Config: readonly { readonly Subnet: string }[] | null };
  readonly Containers: Readonly<Record<string, { readonly IPv4Address: string }>>;
}

/** What `docker ps -a` would print. */
export async function containersOfEngine(socket: string): Promise<unknown[]> {
  const containers = await callEngineJson<Listed[]>(socket, "/containers/json?all=1");
  return containers.map(({ Id, Names, State, Ports, NetworkSettings }) => ({
    ...{ id: Id, name: Names[0]?.slice(1), state: State },
    ports: Ports.filter(({ PublicPort }) => PublicPort !== undefined)
      .map(({ PublicPort, PrivatePort, Type }) => `${PublicPort ?? 0}->${PrivatePort}/${Type}`)
      .sort(),
    networks: Object.entries(NetworkSettings.Networks)
      .map(([network, { IPAddress }]) => `${network} ${IPAddress}`)
      .sort(),
  }));
}

/** The same of what we hold. */
export function containersHeld(inventory: Inventory): unknown[] {
  return [...inventory.containers.values()].map(({ id, name, state, published, attachments }) => ({
    ...{ id, name, state },
    ports: published.map(({ hostPort, containerPort, protocol }) => `${hostPort}->${containerPort}/${protocol}`).sort(),
    networks: attachments.map(({ network, address = "" }) => `${network} ${address}`).sort(),
  }));
}

/** What `docker network inspect` would print of each network; a swarm's sandboxes are in it and are no containers. */
export async function networksOfEngine(socket: string): Promise<unknown[]> {
  const networks = await callEngineJson<{ Id: string }[]>(socket, "/networks");
  const inspected = await Promise.all(networks.map(({ Id }) => callEngineJson<Inspected>(socket, `/networks/${Id}`)));
  return inspected.map(({ Id, Name, Driver, Scope, IPAM, Containers }) => ({
    ...{ id: Id, name: Name, driver: Driver, scope: Scope },
    subnets: (IPAM.Config ?? []).map(({ Subnet }) => Subnet),
    members: Object.entries(Containers)
      .filter(([id]) => /^[0-9a-f]{64}$/u.test(id))
      .map(([id, { IPv4Address }]) => `${id} ${IPv4Address}`)
      .sort(),
  }));
}

/** The same of what we hold. */
export function networksHeld(inventory: Inventory): unknown[] {
  return [...inventory.networks.values()].map((network) => ({
    ...{ id: network.id, name: network.name, driver: network.driver, scope: network.scope },
    subnets: network.subnets.map(({ subnet }) => subnet),
    members: membersOf(inventory, network)
      .map(
        ({ container, attachment: { address, prefix } }) =>
          `${container.id} ${address === undefined ? "" : `${address}/${prefix ?? 0}`}`,
      )
      .sort(),
  }));
}
