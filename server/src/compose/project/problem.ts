import type { Text } from "../../../../shared/text";
import type { Node } from "../syntax/node";

/** A reason for which Compose refuses to read a project, in its own words where they are known. */
export interface ProjectProblem {
  readonly kind:
    | "missing-file"
    | "folder-as-file"
    | "no-path"
    | "circular-links"
    | "binary-file"
    | "not-utf-8"
    | "not-a-mapping"
    | "include-cycle"
    | "include-conflict"
    | "extends-cycle"
    | "extends-unknown-service"
    | "cannot-override"
    | "invalid-template";
  readonly message: string;
  /** Only versions of Compose before this one refuse it; the current one does not. */
  readonly before?: string;
  /** What names a file that is not there, where that stands in no Compose file. */
  readonly namedBy?: string | Text;
  /** Undefined where no file asks for what is missing: the environment does. */
  readonly at: Node | undefined;
}
