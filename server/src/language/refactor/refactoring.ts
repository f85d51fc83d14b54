import { inEnglish, type Text } from "../../../../shared/text";
import type { TextChange } from "../../linter/fix";

/** A change of several places that keeps what a project does, or why it cannot be made. */
export type Refactoring =
  | { readonly title: Text; readonly changes: readonly TextChange[]; readonly refused?: undefined }
  | { readonly title: Text; readonly refused: Text };

/** Why a refactoring cannot be made, in one sentence for the user; thrown while it is put together and caught there. */
export class Refused extends Error {
  constructor(readonly reason: Text) {
    super(inEnglish(reason));
  }
}

/** The refactoring whose changes `make` puts together; refused where it says so. */
export function refactoring(title: Text, make: () => readonly TextChange[]): Refactoring {
  try {
    return { title, changes: make() };
  } catch (error) {
    if (error instanceof Refused) return { title, refused: error.reason };
    throw error;
  }
}

/** The change, where there is one; else the refactoring is refused for this reason. */
export function needed(change: TextChange | undefined, otherwise: Text): TextChange {
  if (change === undefined) throw new Refused(otherwise);
  return change;
}
