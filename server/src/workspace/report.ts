import type { FindingSubject } from "../../../shared/protocol";
import type { DocumentRange } from "../compose/syntax/document";
import type { FileId } from "../compose/syntax/node";
import type { Severity } from "../linter/finding";

/** A finding as the editor and the terminal need it: files, lines and columns, zero-based. */
export interface Report {
  readonly file: FileId;
  readonly range: DocumentRange;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What the message is about, the same in every language. */
  readonly about?: FindingSubject | undefined;
  /** Of one in a file of variables: the Compose file that takes the value from there. */
  readonly takenBy?: FileId | undefined;
  /** The range has no effect and may be shown faded. */
  readonly unnecessary: boolean;
  /** It fades what another finding speaks of and says nothing new: for editors, and counted nowhere. */
  readonly onlyFades?: true | undefined;
  /** The key of the list that it stands in an item of. */
  readonly list?: DocumentRange | undefined;
  readonly related: readonly { readonly file: FileId; readonly range: DocumentRange; readonly message: string }[];
  /** It says nothing by itself and leads to a finding in another file: for editors, where one file is looked at. */
  readonly leads?: true;
  /** Best first; made when somebody asks. */
  readonly fixes: () => readonly ReportedFix[];
}

/** A quick fix: all of its edits together, in terms of the text that was analysed. */
export interface ReportedFix {
  readonly title: string;
  /** What works stays as it is: the fix takes away what has no effect, or mends what Docker refuses in the only way. */
  readonly safe: boolean;
  readonly edits: readonly { readonly file: FileId; readonly range: DocumentRange; readonly text: string }[];
}
