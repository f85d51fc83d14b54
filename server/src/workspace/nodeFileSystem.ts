import { readdir, readFile } from "node:fs/promises";
import type { FileSystem } from "./fileSystem";

/** The machine's own files. */
export const nodeFileSystem: FileSystem = {
  read: (path) => readFile(path),
  list: async (path) => {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.map((entry) => ({
      name: entry.name,
      kind: entry.isDirectory() ? "folder" : entry.isFile() || entry.isSymbolicLink() ? "file" : "other",
    }));
  },
};
