import type { Inventory } from "../../docker/inventory/inventory";
import type { Prober } from "../../netns/read/prober";

/** An engine that documents read from, each time as it is at that moment, also after a wait. */
export interface NamespaceSource {
  readonly inventory: Inventory;
  /** False while nothing is known of the engine: an empty inventory then does not mean that its containers are gone. */
  readonly known: boolean;
  /** What it is called where several engines are shown; otherwise undefined. */
  readonly name: string | undefined;
  /**
   * What reads a namespace, once the engine answers. `ask`: a person waits for it and may be asked to agree to a helper
   * container; otherwise only one that was agreed to before is used. Throws EngineError.
   */
  prober(ask: boolean, signal?: AbortSignal): Promise<Prober>;
}

/** All engines that are shown. */
export interface NamespaceSources {
  /** The engine of this key, empty for the usual one; undefined where it is not shown any more. */
  of(engine: string): NamespaceSource | undefined;
  /** Called after each change of one of them. */
  onDidChange(listener: () => void): { dispose(): void };
}
