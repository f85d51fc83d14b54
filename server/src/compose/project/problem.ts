import type { Node } from "../syntax/node";

/** A reason for which Compose refuses to read a project, in its own words where they are known. */
export interface ProjectProblem {
  readonly kind:
    | "missing-file"
    | "include-cycle"
    | "include-conflict"
    | "extends-cycle"
    | "extends-unknown-service"
    | "cannot-override"
    | "invalid-template";
  readonly message: string;
  readonly at: Node;
}
