import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { removeItem, removePair } from "./edits";
import { type Fix, fix } from "../../linter/fix";
import { pairOf, writtenInPlace } from "../../linter/place";

/** The fix that leaves one network out and keeps the others; without any, the service would only join the default one. */
export function leaveNetwork(service: Service, network: string, at: Origin): Fix[] {
  if ((service.networks?.value.length ?? 0) < 2 || !writtenInPlace(at)) return [];
  const pair = pairOf(at);
  return fix(say`Remove \`${network}\` from \`networks\``, pair === undefined ? removeItem(at.node) : removePair(pair));
}
