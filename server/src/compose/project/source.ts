import type { ComposeDocument } from "../syntax/document";
import type { FileId } from "../syntax/node";
import type { FoundText } from "./environmentFiles";
import type { Unread } from "./unread";

/**
 * The files of a project as the reader sees them. Nothing is read here: a file that nobody has looked at yet is
 * "pending", and the caller looks and asks again. For one that cannot be had there is the reason.
 */
export interface FileSource {
  readonly document: (file: FileId) => ComposeDocument | Unread | "pending";
  /** Whether `document` has work to do first that others should not wait for; only where it has not is it asked at once. */
  readonly takesTime?: (file: FileId) => boolean;
  /** Of a `.env` file too, which is text whatever its bytes are. */
  readonly text: (file: FileId) => FoundText | Unread | "pending";
}
