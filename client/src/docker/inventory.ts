import { containerFrom, type Container } from "./container";

/** What an engine runs, at one moment. Immutable: every change is a new inventory. */
export interface Inventory {
  readonly containers: ReadonlyMap<string, Container>;
}

/** An engine of which nothing is known yet, or which runs nothing. */
export const emptyInventory: Inventory = { containers: new Map() };

/** The inventory that a full list tells. Entries that are no containers are left out. */
export function inventoryFrom(records: readonly unknown[]): Inventory {
  return { containers: new Map(read(records).map((container) => [container.id, container])) };
}

/**
 * The inventory after the engine was asked for `asked` alone: those that it listed are as listed, those that it did
 * not are gone, all others stay the same objects. The same inventory where nothing changed.
 */
export function withAnswer(inventory: Inventory, asked: Iterable<string>, records: readonly unknown[]): Inventory {
  const containers = new Map(inventory.containers);
  const listed = new Map(read(records).map((container) => [container.id, container]));
  let changed = false;
  for (const id of asked) {
    const container = listed.get(id);
    const before = containers.get(id);
    if (container === undefined) changed = containers.delete(id) || changed;
    else if (JSON.stringify(container) !== JSON.stringify(before)) {
      containers.set(id, container);
      changed = true;
    }
  }
  return changed ? { containers } : inventory;
}

/** All containers by name, then ID: the order that views show. */
export function containersByName(inventory: Inventory): Container[] {
  return [...inventory.containers.values()].sort(
    (a, b) => a.name.localeCompare(b.name, "en", { numeric: true }) || (a.id < b.id ? -1 : 1),
  );
}

/** The container of this ID, unambiguous ID prefix (from 12 characters on) or name. */
export function findContainer(inventory: Inventory, reference: string): Container | undefined {
  const exact = inventory.containers.get(reference);
  if (exact !== undefined) return exact;
  const containers = [...inventory.containers.values()];
  const named = containers.find((container) => container.name === reference);
  if (named !== undefined || !/^[0-9a-f]{12,}$/u.test(reference)) return named;
  return containers.find((container) => container.id.startsWith(reference));
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

function read(records: readonly unknown[]): Container[] {
  return records.map(containerFrom).filter((container) => container !== undefined);
}
