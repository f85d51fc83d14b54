import type { FileId, Place } from "../../compose/syntax/node";
import type { Role } from "../at/subject";

/** Something of a project that has a name which other places refer to. */
export interface ProjectSymbol {
  /** `engine-network`: a network by the name that it has on the engine. */
  readonly kind: "service" | "network" | "engine-network" | "alias" | "container" | "hostname";
  readonly name: string;
  /** Of a service or a network in a file that is only extended, where names are its own: that file. */
  readonly file?: FileId;
  /** Of an alias that a link gives: the service whose link it is, which alone knows it. */
  readonly linkOf?: string;
}

/** A place that gives a symbol its name, or that names it. */
export interface Occurrence {
  readonly symbol: ProjectSymbol;
  readonly role: Role;
  /** The key that says it: `services`, `depends_on`, `links`, `networks`; or where a value names a host: `environment`. */
  readonly attribute: string;
  /** The name alone, without quotes. */
  readonly at: Place;
  /** The service in whose entry it stands. */
  readonly service: string | undefined;
  /** `likely`: a word in a value that is written as a host of that name. */
  readonly evidence: "certain" | "likely";
  /** Of a network, where the word is the name that it has on the engine. */
  readonly isOnEngine?: true;
}

/** What a symbol is known by among those of a project. */
export function keyOf({ kind, name, file = "", linkOf = "" }: ProjectSymbol): string {
  return `${kind} ${name} ${linkOf} ${file}`;
}
