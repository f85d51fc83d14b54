import { EngineError } from "../fault";
import type { Engine } from "./engine";

/** The same engine, of which no program is run in a container: for what nobody asked for. */
export function withoutExec(engine: Engine): Engine {
  const refused = new EngineError({ kind: "forbidden", detail: "nothing is run in containers in the background" });
  return { ...engine, exec: () => Promise.reject(refused) };
}
