import type { ComposeDocument } from "../syntax/document";
import type { FileId } from "../syntax/node";
import type { Unread } from "./unread";

/**
 * The files of a project as the reader sees them. Nothing is read here: a file that nobody has looked at yet is
 * "pending", and the caller looks and asks again. For one that cannot be had there is the reason.
 */
export interface FileSource {
  readonly document: (file: FileId) => ComposeDocument | Unread | "pending";
  /** Of a `.env` file too, which is text whatever its bytes are. */
  readonly text: (file: FileId) => { readonly text: string } | Unread | "pending";
}
