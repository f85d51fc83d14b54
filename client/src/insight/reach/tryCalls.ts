import type { Prober } from "../../netns/read/prober";
import type { PathSnapshot } from "../path/model";
import { isOnHost } from "./onHost";
import type { AskedCall } from "./reachAnswer";
import type { Tried } from "./tried";
import { tryHere } from "./tryHere";
import { tryInside } from "./tryInside";

/** No more calls than these are made for one question. */
const mostTried = 24;

/** So many at a time. */
const together = 4;

/**
 * Makes each call from the very place that it was derived for: a TCP connection and an HTTP HEAD, each bounded, which
 * change nothing. Throws EngineError.
 */
export async function tryCalls(
  prober: Prober,
  snapshot: PathSnapshot,
  calls: readonly AskedCall[],
  signal?: AbortSignal,
): Promise<AskedCall[]> {
  const isHere = await isOnHost(prober, snapshot.inventory, signal);
  const found: AskedCall[] = [];
  for (let at = 0; at < calls.length; at += together) {
    const some = calls.slice(at, at + together).map(async (call, offset): Promise<AskedCall> => {
      const tried: Tried =
        at + offset < mostTried
          ? await tryCall(prober, snapshot, call, isHere, signal)
          : { kind: "not-tried", why: "too-many" };
      return { ...call, tried };
    });
    found.push(...(await Promise.all(some)));
  }
  return found;
}

async function tryCall(
  prober: Prober,
  { inventory }: PathSnapshot,
  { path: { place, target } }: AskedCall,
  isHere: boolean,
  signal: AbortSignal | undefined,
): Promise<Tried> {
  if (place.kind === "outside") return { kind: "not-tried", why: "outside" };
  if (target.protocol === "udp") return { kind: "not-tried", why: "udp" };
  if (place.kind === "host") {
    return isHere ? tryHere(target, signal) : { kind: "not-tried", why: "elsewhere" };
  }
  const container = inventory.containers.get(place.id);
  if (container?.state !== "running") return { kind: "not-tried", why: "not-running" };
  return tryInside(prober, container, target, signal);
}
