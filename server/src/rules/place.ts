import type { Service } from "../compose/model/service";
import type { Pair } from "../compose/syntax/node";
import type { Origin } from "../compose/values/value";

/** The entry, key and value, that a value is written in; undefined for an item of a list. */
export function pairOf(at: Origin): Pair | undefined {
  return at.key?.parent?.kind === "pair" ? at.key.parent : undefined;
}

/** Whether a value is written where it takes effect, in an included file too, so that changing it changes nothing else. */
export function writtenInPlace(at: Origin | undefined): boolean {
  return at?.via.every(({ kind }) => kind === "include") ?? false;
}

/** Whether a value is written in the last layer that says something of a service, above everything that it builds on. */
export function inLastLayer(at: Origin, service: Service): boolean {
  return at.file === service.at.file && at.via.every(({ kind }) => kind !== "extends");
}

/** The last part of a file's path, for messages. */
export function fileNameOf({ file }: Origin): string {
  return file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
}
