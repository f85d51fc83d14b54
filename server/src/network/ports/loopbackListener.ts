import type { Origin } from "../../compose/values/value";

/** A port of its own at which a service is told to listen for callers of its own namespace only. */
export interface LoopbackListener {
  /** The words that say so: `--host 127.0.0.1`. */
  readonly words: string;
  /** Where it listens; undefined where nothing says it. */
  readonly port: number | undefined;
  /** `certain` where the words can mean nothing but listening. */
  readonly evidence: "certain" | "likely";
  readonly at: Origin;
}
