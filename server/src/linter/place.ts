import { say } from "../../../shared/text";
import type { Service } from "../compose/model/service";
import type { Pair, Place, SequenceNode } from "../compose/syntax/node";
import type { Origin } from "../compose/values/value";
import type { RelatedPlace } from "./finding";

/** The entry, key and value, that a value is written in; undefined for an item of a list. */
export function pairOf(at: Origin): Pair | undefined {
  return at.key?.parent?.kind === "pair" ? at.key.parent : undefined;
}

/** Whether a value is written where it takes effect, in an included file too, so that changing it changes nothing else. */
export function writtenInPlace(at: Origin | undefined): boolean {
  return at !== undefined && at.fromFile === undefined && at.via.isOnly("include");
}

/** Whether a value is written in the last layer that says something of a service, above everything that it builds on. */
export function inLastLayer(at: Origin, service: Service): boolean {
  return at.file === service.at.file && !at.via.has("extends");
}

/** The last part of a file's path, for messages. */
export function fileNameOf({ file }: Pick<Origin, "file">): string {
  return file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
}

/**
 * The entry of a service's attribute that a value below it belongs to: the entry `links` for one of its items, the entry
 * `extra_hosts` for one of its entries.
 */
export function attributePair(at: Origin, attribute: string): Pair | undefined {
  let pair = pairOf(at) ?? (at.node.parent?.kind === "pair" ? at.node.parent : undefined);
  if (at.node.parent?.kind === "sequence")
    pair = at.node.parent.parent?.kind === "pair" ? at.node.parent.parent : undefined;
  for (let steps = 0; pair !== undefined && pair.key.text !== attribute && steps < 3; steps++) {
    const above: Pair | SequenceNode | undefined = pair.parent?.parent;
    pair = above?.kind === "pair" ? above : undefined;
  }
  return pair?.key.text === attribute ? pair : undefined;
}

/** The key of an attribute, which stands for the whole of it, from a value of it; the value where there is no such key. */
export function attributeKey(at: Origin, attribute: string): Place {
  return attributePair(at, attribute)?.key ?? at.key ?? at.node;
}

/** The origin of a whole attribute, from a value below it. */
export function attributeOrigin(at: Origin, attribute: string): Origin {
  const pair = attributePair(at, attribute);
  return pair === undefined ? at : { ...at, node: pair.value, key: pair.key };
}

/** Where a service's mode is written; its name where it has none. */
export function modePlace(service: Service): Place {
  return service.networkMode?.at.node ?? namePlace(service);
}

/** Every place that writes the mode which a service has: the first one, and those in files above that repeat it. */
export function modeOrigins({ networkMode }: Service): readonly Origin[] {
  return networkMode === undefined ? [] : [networkMode.at, ...(networkMode.repeats ?? [])];
}

/** The places in files above that repeat the mode of a service. */
export function modeRepeated(service: Service): RelatedPlace[] {
  return modeOrigins(service)
    .slice(1)
    .map(({ node }) => ({ at: node, message: say`the mode of ${service.name} is repeated here` }));
}

/** The name of a service where it is declared. */
export function namePlace(service: Service): Place {
  return service.at.key ?? service.at.node;
}
