import type { ComposeDocument } from "../syntax/document";
import type { FileId } from "../syntax/node";

/**
 * The files of a project as the reader sees them. Nothing is read here: a file that nobody has looked at yet is
 * "pending", and the caller looks and asks again.
 */
export interface FileSource {
  readonly document: (file: FileId) => ComposeDocument | "missing" | "pending";
  readonly text: (file: FileId) => { readonly text: string } | "missing" | "pending";
}
