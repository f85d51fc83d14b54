import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { FileId } from "../../compose/syntax/node";
import type { NetworkModel } from "../../network/model";
import type { LiveHost, Peer } from "../../../../shared/protocol";
import type { Text } from "../../../../shared/text";
import type { Spot } from "./spot";

/** What an offer is a name of, by which editors choose its icon. */
export type OfferKind = "mode" | "service" | "network" | "container" | "host" | "port" | "setting";

/** Something that may be written at a spot, and what it will cause. */
export interface Offer {
  readonly label: string;
  readonly kind: OfferKind;
  /** What is written, where that is not the label. */
  readonly text?: string;
  /** A key: a colon follows, and behind it this, where it goes on. */
  readonly below?: readonly string[];
  /** A key: a colon and this follow on its line. */
  readonly value?: string;
  /** A number, which needs no quotes. */
  readonly isNumber?: true;
  /** What it is, in a few words. */
  readonly detail: string | Text;
  /** What it will cause, in a sentence or two; made only of what is shown. */
  readonly causes: () => string | Text;
  /** Lower ones come first; 0 unless it says something else. */
  readonly rank?: number;
  /** The part of the word whose place it takes, as offsets in the document; the whole word unless it says something else. */
  readonly over?: { readonly start: number; readonly end: number };
}

/** What offers are made from. */
export interface Wanted {
  readonly spot: Spot;
  readonly document: ComposeDocument;
  readonly project: Project;
  readonly network: NetworkModel;
  /** The service in whose entry the spot is, as the whole project has it. */
  readonly service: Service | undefined;
  readonly peers: ReadonlySet<Peer>;
  /** What runs on the user's engine and its host now; nothing where none is known. */
  readonly live: LiveHost;
  /** A file of the project as it was read last. */
  readonly parsed: (file: FileId) => ComposeDocument | undefined;
}

/** One kind of completion: where it has something to say, and what. */
export interface Completion {
  /** Whether it may have offers there; asked before the project is read, so that most keystrokes cost nothing. */
  readonly isFor: (spot: Spot) => boolean;
  /** Of very many not all are asked for. */
  readonly offers: (wanted: Wanted) => Iterable<Offer>;
}

/** The name of the service in whose entry a spot is. */
export function serviceNameAt({ path: [section, name] }: Spot): string | undefined {
  return section === "services" && typeof name === "string" ? name : undefined;
}

/** Whether a spot is below this key of a service: the value, an item of its list, or a key of its mapping. */
export function isIn(spot: Spot, attribute: string): boolean {
  const { path } = spot;
  if (serviceNameAt(spot) === undefined || path[2] !== attribute) return false;
  if (spot.role === "key" || spot.fresh) return path.length === 3;
  return path.length === 4 && typeof path[3] === "number";
}
