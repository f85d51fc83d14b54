import { Memo, PairMemo } from "../../../../shared/memo";
import { containerFrom, withMode, type Container } from "./container";
import { networkFrom, type Network } from "./network";
import type { NetworkMode } from "../api/networkMode";
import type { SwarmService } from "./swarm";

/** What an engine runs, at one moment. Immutable: every change is a new inventory, and what is the same is the same object. */
export interface Inventory {
  readonly containers: ReadonlyMap<string, Container>;
  readonly networks: ReadonlyMap<string, Network>;
  /** The services of the swarm that the engine manages; none where it manages none. */
  readonly services: readonly SwarmService[];
  /** True while that swarm has no leader, which alone tells of services: they are as they were before. */
  readonly leaderless?: boolean;
}

/** An engine of which nothing is known yet, or which runs nothing. */
export const emptyInventory: Inventory = { containers: new Map(), networks: new Map(), services: [] };

/**
 * The inventory that full lists tell. Entries that are no containers or networks are left out.
 * @forTests the product learns of an engine list by list
 */
export function inventoryFrom(containers: readonly unknown[], networks: readonly unknown[] = []): Inventory {
  return withNetworks(withContainers(emptyInventory, undefined, containers), undefined, networks);
}

/**
 * The inventory after the engine was asked for these containers, or for all (undefined): those that it listed are as
 * listed, those that it did not are gone, all others stay the same objects. The same inventory where nothing changed.
 */
export function withContainers(
  inventory: Inventory,
  asked: Iterable<string> | undefined,
  records: readonly unknown[],
): Inventory {
  // What an inspection told once holds as long as the container lives, whatever the list leaves open.
  const listed = read(records, (entry) => {
    const container = containerFrom(entry);
    const known = container?.mode.kind === "unknown" ? inventory.containers.get(container.id)?.mode : undefined;
    return container === undefined || known === undefined ? container : withMode(container, known);
  });
  const containers = merged(inventory.containers, asked, listed);
  return containers === inventory.containers ? inventory : { ...inventory, containers };
}

/** The inventory with these modes, by the containers' IDs, where none is known yet. */
export function withModes(inventory: Inventory, modes: ReadonlyMap<string, NetworkMode>): Inventory {
  const containers = new Map(inventory.containers);
  let changed = false;
  for (const [id, mode] of modes) {
    const container = containers.get(id);
    if (container?.mode.kind !== "unknown") continue;
    containers.set(id, withMode(container, mode));
    changed = true;
  }
  return changed ? { ...inventory, containers } : inventory;
}

/** The inventory with other objects for these containers: what is known of them beyond the list is out of date. */
export function withNewsOf(inventory: Inventory, ids: Iterable<string>): Inventory {
  const containers = new Map(inventory.containers);
  for (const id of ids) {
    const container = containers.get(id);
    if (container !== undefined) containers.set(id, { ...container });
  }
  return { ...inventory, containers };
}

/** The inventory after the engine was asked for networks. */
export function withNetworks(
  inventory: Inventory,
  asked: Iterable<string> | undefined,
  records: readonly unknown[],
): Inventory {
  const networks = merged(inventory.networks, asked, read(records, networkFrom));
  return networks === inventory.networks ? inventory : { ...inventory, networks };
}

/** The same for the services of a swarm, which are always asked for together. */
export function withServices(inventory: Inventory, services: readonly SwarmService[]): Inventory {
  if (same(inventory.services, services) && inventory.leaderless !== true) return inventory;
  return { ...inventory, services, leaderless: false };
}

/** The same while the swarm has no leader. */
export function withoutLeader(inventory: Inventory): Inventory {
  return inventory.leaderless === true ? inventory : { ...inventory, leaderless: true };
}

/** What is another in one inventory than in an earlier one, by ID. */
export interface InventoryDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly networks: boolean;
  readonly services: boolean;
}

/** Each who follows an engine asks for the same difference, one after the other. */
const differences = new PairMemo<Inventory, Inventory, InventoryDiff>();

/** Compares by identity: two inventories that share most of their objects are compared in no time, and once. */
export function diffInventory(before: Inventory, after: Inventory): InventoryDiff {
  return differences.of(before, after, () => compared(before, after));
}

function compared(before: Inventory, after: Inventory): InventoryDiff {
  const added: string[] = [];
  const changed: string[] = [];
  const removed: string[] = [];
  if (before.containers !== after.containers) {
    for (const [id, container] of after.containers) {
      const earlier = before.containers.get(id);
      if (earlier === undefined) added.push(id);
      else if (earlier !== container) changed.push(id);
    }
    for (const id of before.containers.keys()) if (!after.containers.has(id)) removed.push(id);
  }
  const networks = before.networks !== after.networks;
  const services = before.services !== after.services || before.leaderless !== after.leaderless;
  return { added, removed, changed, networks, services };
}

/** `localeCompare` with options builds a collator each time, which 10,000 containers would feel. */
const collator = new Intl.Collator("en", { numeric: true });

/** The order in which views show what has a name and an ID. */
export function byName(a: { name: string; id: string }, b: { name: string; id: string }): number {
  return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const sorted = new Memo<Inventory["containers"], readonly Container[]>();

/** All containers by name, then ID: the order that views show. */
export function containersByName({ containers }: Inventory): readonly Container[] {
  return sorted.of(containers, () => [...containers.values()].sort(byName));
}

/** The container of this ID, unambiguous ID prefix (from 12 characters on) or name. */
export function findContainer(inventory: Inventory, reference: string): Container | undefined {
  const exact = inventory.containers.get(reference);
  if (exact !== undefined) return exact;
  const prefix = /^[0-9a-f]{12,}$/u.test(reference);
  let started: Container | undefined;
  for (const container of inventory.containers.values()) {
    if (container.name === reference) return container;
    if (prefix && container.id.startsWith(reference)) started ??= container;
  }
  return started;
}

/** The container whose namespace this one uses, following `container:` as far as it is known; itself otherwise. */
export function namespaceOwner(inventory: Inventory, container: Container): Container {
  const seen = new Set<string>();
  let owner = container;
  while (owner.mode.kind === "container" && !seen.has(owner.id)) {
    seen.add(owner.id);
    const next = findContainer(inventory, owner.mode.target);
    if (next === undefined) break;
    owner = next;
  }
  return owner;
}

/** True where the container uses the host's network namespace, itself or by way of `container:`. */
export function sharesHostNamespace(inventory: Inventory, container: Container): boolean {
  return namespaceOwner(inventory, container).mode.kind === "host";
}

/** By the containers, which are another map as soon as one of them changes. */
const sharersByOwner = new Memo<Inventory["containers"], ReadonlyMap<string, readonly Container[]>>();

/** The containers that joined this one's network namespace, themselves or by way of another, by name. */
export function sharersOf(inventory: Inventory, container: Container): readonly Container[] {
  const sharers = sharersByOwner.of(inventory.containers, () => sharersIn(inventory));
  return sharers.get(container.id) ?? [];
}

function sharersIn(inventory: Inventory): ReadonlyMap<string, readonly Container[]> {
  const found = new Map<string, Container[]>();
  for (const sharer of inventory.containers.values()) {
    if (sharer.mode.kind !== "container") continue;
    const { id } = namespaceOwner(inventory, sharer);
    // Whose owner is not there is its own.
    if (id === sharer.id) continue;
    const others = found.get(id);
    if (others === undefined) found.set(id, [sharer]);
    else others.push(sharer);
  }
  for (const sharers of found.values()) sharers.sort(byName);
  return found;
}

function merged<T extends { readonly id: string }>(
  before: ReadonlyMap<string, T>,
  asked: Iterable<string> | undefined,
  listed: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  const after = new Map(asked === undefined ? [] : before);
  let changed = asked === undefined && listed.size !== before.size;
  for (const id of asked ?? listed.keys()) {
    const earlier = before.get(id);
    const now = listed.get(id);
    if (now === undefined) {
      changed = after.delete(id) || changed;
    } else if (earlier !== undefined && same(earlier, now)) {
      after.set(id, earlier);
    } else {
      after.set(id, now);
      changed = true;
    }
  }
  return changed ? after : before;
}

function read<T extends { readonly id: string }>(
  records: readonly unknown[],
  from: (entry: unknown) => T | undefined,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const entry of records) {
    const item = from(entry);
    if (item !== undefined) found.set(item.id, item);
  }
  return found;
}

/** Both are made by the same code, so that equal ones have their members in the same order. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
