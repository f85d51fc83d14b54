/** The file system as the server and the command line see it; tests hand in another. Paths are absolute. */
export interface FileSystem {
  /** The bytes of a file. Rejects with the system's error where it cannot be read. */
  read(path: string): Promise<Uint8Array>;
  /** The entries of a folder. Rejects with the system's error where it cannot be listed. */
  list(path: string): Promise<readonly { readonly name: string; readonly kind: "file" | "folder" | "other" }[]>;
}
