import type { TextChange } from "../../linter/fix";

/** A change of several places that keeps what a project does, or why it cannot be made. */
export type Refactoring =
  | { readonly title: string; readonly changes: readonly TextChange[]; readonly refused?: undefined }
  | { readonly title: string; readonly refused: string };

/** Why a refactoring cannot be made, in one sentence for the user; thrown while it is put together and caught there. */
export class Refused extends Error {}

/** The refactoring whose changes `make` puts together; refused where it says so. */
export function refactoring(title: string, make: () => readonly TextChange[]): Refactoring {
  try {
    return { title, changes: make() };
  } catch (error) {
    if (error instanceof Refused) return { title, refused: error.message };
    throw error;
  }
}

/** The change, where there is one; else the refactoring is refused for this reason. */
export function needed(change: TextChange | undefined, otherwise: string): TextChange {
  if (change === undefined) throw new Refused(otherwise);
  return change;
}
