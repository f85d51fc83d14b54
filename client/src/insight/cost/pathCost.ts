import type { Finding, Path, PathSnapshot, Target } from "../path/model";
import { isLoopback } from "../path/routes";
import type { Figure } from "./figure";

/** By what a call from the host gets to a container's port; `unclear` where what was read does not tell. */
export const ways = ["host-mode", "bridge", "dnat", "proxy", "unclear"] as const;

/** One of them. */
export type CostWay = (typeof ways)[number];

/** What one way to a port costs. */
export interface PathCost {
  readonly way: CostWay;
  readonly target: Target;
  /** Milliseconds from a small message to its answer. */
  readonly roundTrip: Figure;
  /** Megabytes a second in one direction. */
  readonly throughput: Figure;
}

/**
 * The way of a call that was derived from this snapshot. Where the rules of the firewall could not be read, a proxy that
 * listens proves nothing: Docker's own rules take every call before it but one to a loopback address.
 */
export function wayOf({ hops, target }: Path, { firewall }: Pick<PathSnapshot, "firewall">): CostWay {
  const has = (kind: Finding["kind"]): boolean => hops.some(({ finding }) => finding.kind === kind);
  if (has("dnat")) return "dnat";
  if (has("proxy")) return "unread" in firewall && !isOfLoopback(target.host) ? "unclear" : "proxy";
  if (has("same-network")) return "bridge";
  return has("listens") ? "host-mode" : "unclear";
}

function isOfLoopback(host: string): boolean {
  return host === "localhost" || isLoopback(host);
}
