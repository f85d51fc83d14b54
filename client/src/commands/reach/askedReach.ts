import type { ContainerPort } from "../../insight/reach/callsTo";
import type { Place } from "../../insight/path/model";
import { parseTarget } from "../target/parseTarget";

/** What a question about reaching was started with, beside the container that is to be reached. */
export interface AskedReach {
  /** Undefined where every port, or one to choose, is meant. */
  readonly port?: ContainerPort;
  /** Who is to call; undefined where that is not said. */
  readonly from?: Place;
  /** Whether the calls are to be made. */
  readonly isTried: boolean;
}

/** Reads a line of a published port or of a port of the host, and what a link of an answer hands over. */
export function askedReach(target: unknown): AskedReach {
  const { row } = parseTarget(target);
  if (row?.kind === "port") return { ...portOf(row.port.containerPort, row.port.protocol), isTried: false };
  if (row?.kind === "hostPort") {
    const { owner, port, protocol } = row.hostPort;
    if (owner.kind === "publish") return { ...portOf(owner.containerPort, protocol), isTried: false };
    return owner.kind === "host-mode" ? { ...portOf(port, protocol), isTried: false } : { isTried: false };
  }
  if (typeof target !== "object" || target === null) return { isTried: false };
  const { port, protocol, from, isTried } = target as Readonly<Record<string, unknown>>;
  const place = placeFrom(from);
  return {
    ...portOf(port, protocol),
    ...(place === undefined ? {} : { from: place }),
    isTried: isTried === true,
  };
}

function portOf(port: unknown, protocol: unknown): { port?: ContainerPort } {
  if (typeof port !== "number" || (protocol !== "tcp" && protocol !== "udp")) return {};
  return { port: { port, protocol } };
}

/** `host`, `outside`, or the ID of a container. */
function placeFrom(text: unknown): Place | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  return text === "host" || text === "outside" ? { kind: text } : { kind: "container", id: text };
}

/** A place as a link hands it over. */
export function placeWord(place: Place): string {
  return place.kind === "container" ? place.id : place.kind;
}
