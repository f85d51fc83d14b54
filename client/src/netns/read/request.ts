import type { Asks } from "../sections/section";

/** How much of a namespace is wanted; what is not costs nothing. */
export interface ReadRequest extends Asks {
  /** Asks `ip` for its usual text rather than for JSON, to show it as it stands. */
  readonly raw?: boolean;
}

/** What a comparison of addresses needs. */
export const fullRequest: ReadRequest = { depth: "full" };

/** What a table of many containers needs. */
export const quickRequest: ReadRequest = { depth: "quick" };
