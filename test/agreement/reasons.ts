import type { Disagreement } from "./compare";

/** A disagreement that stays, and why. Every row has to be needed: one that explains nothing fails the test. */
export interface Reason {
  /** Of the file, as the report names it. */
  readonly file: RegExp;
  /** Of the kind of disagreement. */
  readonly kind: RegExp;
  readonly why: string;
}

/** Where we and Compose disagree on purpose, or cannot agree. */
export const reasons: readonly Reason[] = [];

/** The reason for a disagreement, if there is one. */
export function reasonFor(file: string, { kind }: Disagreement): Reason | undefined {
  return reasons.find((reason) => reason.file.test(file) && reason.kind.test(kind));
}
