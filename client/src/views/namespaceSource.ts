import type { Inventory } from "../docker/inventory";
import type { Prober } from "../netns/prober";

/** The engine that documents read from, as it is at the moment. */
export interface NamespaceSource {
  readonly inventory: Inventory;
  /** False while nothing is known of the engine: an empty inventory then does not mean that its containers are gone. */
  readonly known: boolean;
  /** Called after each change of either. */
  onDidChange(listener: () => void): { dispose(): void };
  /**
   * What reads a namespace, once the engine answers. `ask`: a person waits for it and may be asked to agree to a helper
   * container; otherwise only one that was agreed to before is used. Throws EngineError.
   */
  prober(ask: boolean, signal?: AbortSignal): Promise<Prober>;
}
