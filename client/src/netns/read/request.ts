import { socketFiles } from "../parse/procSockets";
import type { Asks } from "../sections/section";

/** How much of a namespace is wanted; what is not costs nothing. */
export interface ReadRequest extends Asks {
  /** Asks `ip` for its usual text rather than for JSON, to show it as it stands. */
  readonly raw?: boolean;
  /** Who holds each socket of the host, and of nobody else: once a walk over all processes, not once for each container. */
  readonly ownersOfHost?: boolean;
}

/** What a comparison of addresses needs. */
export const fullRequest: ReadRequest = { depth: "full" };

/** What a table of many containers needs: of the host also who holds each socket, since containers in host mode do. */
export const tableRequest: ReadRequest = { depth: "quick", procNet: socketFiles, ownersOfHost: true };

/** What a table of all interfaces needs: which of them are the two ends of a pair. */
export const interfacesRequest: ReadRequest = { depth: "full" };
