import type { Container } from "../../docker/inventory/container";
import type { EngineSession, EngineSet } from "../../docker/inventory/engineSet";
import { findContainer } from "../../docker/inventory/inventory";
import type { ContainerReference } from "./parseTarget";

/** A container and the engine that runs it. */
export interface Shown {
  readonly container: Container;
  readonly session: EngineSession;
}

/** The container as the engine has it now; undefined where it has none of that ID or name. */
export function findShown(engines: EngineSet, { reference, engine }: ContainerReference): Shown | undefined {
  const session = engines.session(engine);
  const container = findContainer(session.live.inventory, reference);
  return container === undefined ? undefined : { container, session };
}
