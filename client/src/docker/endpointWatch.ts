import * as path from "node:path";

/** What following files needs of the outside. */
export interface WatchSurroundings {
  exists(file: string): Promise<boolean>;
  /** Calls back with the name that changed in the folder, or undefined where it is not told; throws where it cannot. */
  watchFolder(folder: string, changed: (name: string | undefined) => void): { close(): void };
}

/** Several changes within so many milliseconds are one. */
const gatherMilliseconds = 100;

/**
 * Follows files that name an engine and sockets on which one listens, whether they exist yet or not: it watches the
 * nearest folder that exists for the next name on the way to each. Nothing polls; a folder that cannot be watched is
 * left to the pauses between attempts to connect.
 */
export class EndpointWatch {
  readonly #watchers = new Map<string, { readonly names: Set<string>; readonly watcher: { close(): void } }>();
  #paths: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;
  #arming: Promise<void> = Promise.resolve();

  constructor(
    private readonly around: WatchSurroundings,
    private readonly changed: () => void,
  ) {}

  /** Follows these files and no others from now on. Resolves when they are followed. */
  follow(paths: readonly string[]): Promise<void> {
    this.#paths = paths;
    return this.#arm();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    for (const { watcher } of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** One after the other, since each looks at the disk. */
  #arm(): Promise<void> {
    this.#arming = this.#arming.then(async () => {
      const wanted = new Map<string, Set<string>>();
      for (const file of this.#paths) {
        const { folder, name } = await this.#nearest(file);
        wanted.set(folder, (wanted.get(folder) ?? new Set()).add(name));
      }
      if (this.#disposed) return;
      for (const folder of [...this.#watchers.keys()]) if (!wanted.has(folder)) this.#drop(folder);
      for (const [folder, names] of wanted) this.#watch(folder, names);
    });
    return this.#arming;
  }

  #watch(folder: string, names: Set<string>): void {
    const known = this.#watchers.get(folder);
    if (known !== undefined) {
      known.names.clear();
      for (const name of names) known.names.add(name);
      return;
    }
    try {
      const watcher = this.around.watchFolder(folder, (name) => {
        const known = this.#watchers.get(folder);
        if (known?.watcher !== watcher) return;
        // What happens to the folder itself comes with its own name. A removed one is dead to its watch for good.
        const itself = name === path.basename(folder);
        if (itself) this.#drop(folder);
        if (itself || name === undefined || known.names.has(name)) this.#soon();
      });
      this.#watchers.set(folder, { names, watcher });
    } catch {
      // Too many watches, or a folder that may not be read: the next attempt to connect finds what is there.
    }
  }

  #drop(folder: string): void {
    this.#watchers.get(folder)?.watcher.close();
    this.#watchers.delete(folder);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#arm().then(() => {
        if (!this.#disposed) this.changed();
      });
    }, gatherMilliseconds);
  }

  /** The deepest folder above a file that exists, and the name in it that leads to the file. */
  async #nearest(file: string): Promise<{ folder: string; name: string }> {
    let name = path.basename(file);
    let folder = path.dirname(file);
    while (folder !== path.dirname(folder) && !(await this.around.exists(folder))) {
      name = path.basename(folder);
      folder = path.dirname(folder);
    }
    return { folder, name };
  }
}
