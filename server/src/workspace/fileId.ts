import { fileURLToPath, pathToFileURL } from "node:url";
import type { FileId } from "../compose/syntax/node";

/** The id of the file that a client names by a URI; a document without a file keeps its URI as its id. */
export function fileOf(uri: string): FileId {
  if (!uri.startsWith("file:")) return uri;
  try {
    return forwardSlashes(fileURLToPath(uri));
  } catch {
    return uri;
  }
}

/** The URI under which a client knows a file. */
export function uriOf(file: FileId): string {
  return /^(?:\/|[a-zA-Z]:\/)/.test(file) ? pathToFileURL(file).href : file;
}

/** A path as a file id: with forward slashes on every system. */
export function forwardSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}
