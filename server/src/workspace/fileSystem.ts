/**
 * The file system as the server and the command line see it; tests hand in another. Paths are absolute, and may name anything:
 * each call ends, and none takes more memory than the largest file that is read.
 */
export interface FileSystem {
  /** The bytes of a regular file. Rejects with the system's error, or with `NotRead` where a file is there that is not read. */
  read(path: string): Promise<Uint8Array>;
  /** The entries of a folder, as they come. Ends with the system's error where it cannot be listed. */
  list(path: string): AsyncIterable<{ readonly name: string; readonly kind: "file" | "folder" | "other" }>;
  /** What stands at a path, behind symbolic links. Rejects with the system's error where nothing can be said of it. */
  look(path: string): Promise<FileState>;
}

/** What a file system says of a path without reading what is there. */
export interface FileState {
  readonly kind: "file" | "folder" | "other";
  /** Another text as soon as the file may have another content. */
  readonly stamp: string;
}
