import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { removeItem, removePair } from "./edits";
import { type Fix, fix } from "../../linter/fix";
import { fileNameOf, inLastLayer, pairOf, writtenInPlace } from "../../linter/place";
import { resetInLayer } from "./resetInLayer";

/**
 * The fixes that take an attribute away from a service: removed where it is written, reset in the last layer where a layer
 * below brings it. Nothing for what comes through an anchor or a merge key, which serves other services too.
 */
export function takeAway(service: Service, attribute: string, at: Origin): Fix[] {
  if (!inLastLayer(at, service)) {
    return [...resetInLayer(service, attribute), ...removeBelow(service, attribute, at)];
  }
  const pair = pairOf(at);
  return fix(
    say`Remove \`${attribute}\` of ${service.name}`,
    pair !== undefined && writtenInPlace(at) ? removePair(pair) : undefined,
  );
}

/** The fix that takes one item of a list away. */
export function takeItem(title: string | Text, at: Origin): Fix[] {
  return fix(title, writtenInPlace(at) ? removeItem(at.node) : undefined);
}

/** In the file that brings it, where nothing but this chain of files stands between. */
function removeBelow(service: Service, attribute: string, at: Origin): Fix[] {
  const pair = pairOf(at);
  const plain = at.via.isOnly("include", "extends");
  const change = pair !== undefined && plain ? removePair(pair) : undefined;
  return fix(say`Remove \`${attribute}\` of ${service.name} in ${fileNameOf(at)}`, change);
}
