import type { Engine } from "../docker/engine";
import type { EngineFacts } from "../docker/engineFacts";
import type { Inventory } from "../docker/inventory";
import type { Machine } from "../netns/machine";
import type { ProcessTable } from "../netns/socketOwners";

/** What a closer look at a container is taken with. */
export interface ProbeSource {
  readonly engine: Engine;
  readonly facts: EngineFacts;
  readonly machine: Machine;
  readonly table: ProcessTable;
  readonly inventory: Inventory;
}
