import type { Engine } from "../api/engine";
import type { EngineFacts } from "../api/engineFacts";
import type { EngineFault } from "../fault";

/** How it stands with the engine. `idle`: nothing has been asked yet. */
export type EngineStatus =
  | { readonly kind: "idle" }
  | { readonly kind: "connecting" }
  | { readonly kind: "ready"; readonly engine: Engine; readonly facts: EngineFacts }
  | { readonly kind: "fault"; readonly fault: EngineFault };
