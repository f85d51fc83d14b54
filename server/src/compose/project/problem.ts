import type { Node } from "../syntax/node";

/** A reason for which Compose refuses to read a project, in its own words where they are known. */
export interface ProjectProblem {
  readonly kind:
    | "missing-file"
    | "not-a-mapping"
    | "include-cycle"
    | "include-conflict"
    | "extends-cycle"
    | "extends-unknown-service"
    | "cannot-override"
    | "invalid-template";
  readonly message: string;
  /** Undefined where no file asks for what is missing: the environment does. */
  readonly at: Node | undefined;
}
