import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { isHostMode } from "../../network/namespaces/namespace";
import { removePair } from "./edits";
import { type Fix, fix } from "../../linter/fix";
import { modeOrigins, pairOf, writtenInPlace } from "../../linter/place";

/**
 * The fix that puts a service back on a network of its own, where its mode is written in the service itself: in every file
 * that says it.
 */
export function leaveHostMode(service: Service, why: string | Text = ""): Fix[] {
  const changes = modeOrigins(service).map((at) => {
    const pair = pairOf(at);
    return pair !== undefined && writtenInPlace(at) ? removePair(pair) : undefined;
  });
  const { name } = service;
  const title = isHostMode(service)
    ? say`Leave host mode: remove \`network_mode\` of ${name}${why}`
    : say`Remove \`network_mode\` of ${name}${why}`;
  return fix(title, ...changes);
}
