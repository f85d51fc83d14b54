import type { Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { type Fix, fix } from "../../linter/fix";
import { modeOrigins, writtenInPlace } from "../../linter/place";
import { replaceScalar } from "./edits";

/** The fix that writes another mode for a service, in every file that says the one which it has. */
export function writeMode(service: Service, title: string | Text, mode: string): Fix[] {
  const changes = modeOrigins(service).map((at) => (writtenInPlace(at) ? replaceScalar(at.node, mode) : undefined));
  return fix(title, ...changes);
}
