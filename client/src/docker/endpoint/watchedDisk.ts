import { watch } from "node:fs";
import { lstat, readlink } from "node:fs/promises";

/** What stands at a path itself, where it is a link the link. `identity` is another when it was removed and made anew. */
export type DiskEntry =
  | { readonly kind: "folder"; readonly identity: string }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "other" };

/** What following files needs of the outside. */
export interface WatchedDisk {
  /** Undefined where nothing is, or where it may not be seen. */
  entryAt(file: string): Promise<DiskEntry | undefined>;
  /**
   * Calls back with the name that changed in the folder, or undefined where it is not told; `ended` when the watch
   * cannot go on. Throws where it cannot begin.
   */
  watchFolder(
    folder: string,
    changed: (name: string | undefined) => void,
    ended: (error: unknown) => void,
  ): { close(): void };
}

/** How files are followed on this machine. */
export const thisDisk: WatchedDisk = {
  entryAt: async (file) => {
    try {
      const found = await lstat(file, { bigint: true });
      if (found.isSymbolicLink()) return { kind: "link", target: await readlink(file) };
      if (found.isDirectory()) return { kind: "folder", identity: `${found.dev}:${found.ino}` };
      return { kind: "other" };
    } catch {
      return undefined;
    }
  },
  watchFolder: (folder, changed, ended) => {
    const watcher = watch(folder, { persistent: false }, (_, name) => changed(name ?? undefined));
    watcher.on("error", (error) => {
      watcher.close();
      ended(error);
    });
    return watcher;
  },
};
