import type { Engine } from "../docker/api/engine";
import type { EngineFacts } from "../docker/api/engineFacts";
import type { Inventory } from "../docker/inventory/inventory";
import type { Machine } from "../netns/read/machine";
import type { ProcessTable } from "../netns/read/socketOwners";

/** What a closer look at a container is taken with. */
export interface ProbeSource {
  readonly engine: Engine;
  readonly facts: EngineFacts;
  readonly machine: Machine;
  readonly table: ProcessTable;
  readonly inventory: Inventory;
}
