import type { FindingSubject } from "../../../shared/protocol";
import type { Text } from "../../../shared/text";
import type { Node, Place } from "../compose/syntax/node";
import type { Service } from "../compose/model/service";
import type { Fix } from "./fix";

/** How loud a finding is; the levels of the Language Server Protocol. */
export type Severity = "error" | "warning" | "information" | "hint";

/** What a rule says of one place. */
export interface Finding {
  readonly at: Place;
  /** One sentence what Docker does, one what to do. */
  readonly message: string | Text;
  /** What the message is about, for those who look for the finding without reading it. */
  readonly about?: FindingSubject | undefined;
  readonly related?: readonly RelatedPlace[] | undefined;
  /** Best first; made when somebody asks, which is seldom. */
  readonly fixes?: (() => readonly Fix[]) | undefined;
  /** Where this finding is less certain or less grave than the rule's default. */
  readonly severity?: Severity;
  /** The service whose finding it is; findings of several services on one place become one. */
  readonly service?: Service | undefined;
  /** The item of a list that it is about, where its place is a part of one. */
  readonly item?: Node | undefined;
  /** The place has no effect at all and may be shown faded; never said of what still does something. */
  readonly unnecessary?: true | undefined;
}

/** The other place involved, and what it has to do with the finding. */
export interface RelatedPlace {
  readonly at: Place;
  readonly message: string | Text;
}
