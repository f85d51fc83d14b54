import type { Logger } from "../../platform/logger";
import * as path from "node:path";
import { Refusals } from "./refusals";
import type { DiskEntry, WatchedDisk } from "./watchedDisk";
import { pathThroughLinks } from "./pathThroughLinks";

/** Several changes within so many milliseconds are one. */
const batchMilliseconds = 100;

/** A disk that is still another one after so many looks tells of itself by now. */
const mostRounds = 10;

/** A folder to be watched: the names in it that lead to files, and which folder it is. */
interface Wanted {
  readonly names: Set<string>;
  readonly identity: string;
  decisive: boolean;
}

interface Watched extends Pick<Wanted, "names" | "identity"> {
  readonly watcher: { close(): void };
}

/**
 * Follows files that name an engine and sockets on which one listens, whether they exist yet or not, also through links:
 * it watches the deepest folder that exists on the way to each, and those that hold a link. Nothing polls; where the
 * system refuses a watch, that is said once and tried again, ever more seldom.
 */
export class EndpointWatch {
  private readonly watched = new Map<string, Watched>();
  private readonly refusals: Refusals;
  private paths: readonly string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private disposed = false;
  private arming: Promise<void> = Promise.resolve();

  constructor(
    private readonly disk: WatchedDisk,
    private readonly changed: () => void,
    log: Pick<Logger, "warn">,
  ) {
    this.refusals = new Refusals(log, () => void this.readAgain());
  }

  /**
   * Follows these files and no others from now on. Resolves when they are followed: what has changed until then is not
   * told, so that whoever depends on it looks again.
   */
  follow(paths: readonly string[]): Promise<void> {
    this.paths = paths;
    return this.arm();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.refusals.dispose();
    for (const folder of [...this.watched.keys()]) this.drop(folder);
  }

  /** One after the other, since each looks at the disk. */
  private arm(): Promise<void> {
    this.arming = this.arming.then(async () => {
      // What was made before a watch on its folder began is seen by the look after that.
      for (let round = 0; round < mostRounds; round++) {
        const wanted = await this.wanted();
        if (this.disposed) return;
        if (!this.watch(wanted)) return;
      }
      this.soon();
    });
    return this.arming;
  }

  /** Watches these folders and no others. True where a watch was begun, or its folder was gone by then. */
  private watch(wanted: ReadonlyMap<string, Wanted>): boolean {
    let begun = false;
    for (const [folder, { identity }] of this.watched) {
      const now = wanted.get(folder);
      // A watch stays with the folder that it began with, wherever that is now.
      if (now?.decisive !== true || now.identity !== identity) this.drop(folder);
    }
    this.refusals.keep((folder) => wanted.get(folder)?.decisive === true);
    for (const [folder, { names, identity, decisive }] of wanted) {
      if (!decisive) continue;
      const known = this.watched.get(folder);
      if (known === undefined) begun = this.begin(folder, names, identity) || begun;
      else {
        known.names.clear();
        for (const name of names) known.names.add(name);
      }
    }
    return begun;
  }

  private begin(folder: string, names: Set<string>, identity: string): boolean {
    const isThis = (): boolean => this.watched.get(folder)?.watcher === watcher;
    let watcher: { close(): void };
    try {
      watcher = this.disk.watchFolder(
        folder,
        (name) => {
          if (!isThis()) return;
          // What happens to the folder itself comes with its own name. A removed one is dead to its watch for good.
          const itself = name === path.basename(folder);
          if (itself) this.drop(folder);
          if (itself || name === undefined || names.has(name)) this.soon();
        },
        (error) => {
          if (!isThis()) return;
          this.drop(folder);
          this.refusals.refused(folder, error);
        },
      );
    } catch (error) {
      if (isGone(error)) return true;
      this.refusals.refused(folder, error);
      return false;
    }
    this.watched.set(folder, { names, identity, watcher });
    this.refusals.allowed(folder);
    return true;
  }

  private drop(folder: string): void {
    this.watched.get(folder)?.watcher.close();
    this.watched.delete(folder);
  }

  private soon(): void {
    if (this.disposed) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.readAgain();
    }, batchMilliseconds);
  }

  /** Told only once all is followed again, so that whoever hears of it sees everything that is not told later. */
  private async readAgain(): Promise<void> {
    await this.arm();
    if (!this.disposed) this.changed();
  }

  /** The folders on the way to each file, all asked for at once and each once. */
  private async wanted(): Promise<ReadonlyMap<string, Wanted>> {
    const seen = new Map<string, Promise<DiskEntry | undefined>>();
    const look = (file: string): Promise<DiskEntry | undefined> => {
      const found = seen.get(file) ?? this.disk.entryAt(file);
      seen.set(file, found);
      return found;
    };
    const ways = await Promise.all(this.paths.map((file) => pathThroughLinks(file, look)));
    const wanted = new Map<string, Wanted>();
    for (const { folder, name, identity, decisive } of ways.flat()) {
      const known = wanted.get(folder) ?? { names: new Set<string>(), identity, decisive: false };
      known.names.add(name);
      known.decisive ||= decisive;
      wanted.set(folder, known);
    }
    return wanted;
  }
}

function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR";
}
