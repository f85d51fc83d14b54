import type { Endpoint } from "../docker/endpoint/endpoint";
import type { ProbeSource } from "../insight/probeSource";
import type { WalkSettings } from "./creation";

/** Where a walk is played, and with what. */
export interface WalkPlace extends ProbeSource {
  readonly settings: WalkSettings;
}

/** Whether `localhost` here leads to the ports of the engine's host, as far as the way to the engine tells. */
export function isNear(endpoint: Endpoint): boolean {
  if (endpoint.kind === "ssh") return false;
  return endpoint.kind === "socket" || /^(?:localhost|127\.[\d.]+|\[?::1\]?)$/u.test(endpoint.host);
}
