import type { Logger } from "../../platform/logger";

const firstPause = 1_000;
const longestPause = 10 * 60_000;
/** Some 90 minutes; from then on only the next change of what is followed tries again. */
const mostAttempts = 18;

/**
 * The folders that the system refuses to watch: too many watches, no right to read. Each is said once, and all are tried
 * again after pauses that double; each attempt is a look at what they hold as well.
 */
export class Refusals {
  private readonly said = new Set<string>();
  private readonly refusedFolders = new Set<string>();
  private attempts = 0;
  private last = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: Pick<Logger, "warn">,
    private readonly tryAgain: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The system does not watch this one, or not any more. */
  refused(folder: string, error: unknown): void {
    this.refusedFolders.add(folder);
    if (!this.said.has(folder)) {
      this.said.add(folder);
      this.log.warn(
        `${folder} cannot be watched (${reasonOf(error)}). A changed Docker context or socket there is noticed later.`,
      );
    }
    if (this.timer !== undefined) return;
    // A refusal long after the last one is a first one; one that comes and goes is not.
    if (this.now() - this.last > 2 * longestPause) this.attempts = 0;
    if (this.attempts >= mostAttempts) return;
    this.last = this.now();
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.tryAgain();
      },
      Math.min(longestPause, firstPause * 2 ** this.attempts),
    );
    this.attempts += 1;
  }

  /** This one is watched now. */
  allowed(folder: string): void {
    this.refusedFolders.delete(folder);
    this.rest();
  }

  /** Forgets those that need not be watched any more. */
  keep(wanted: (folder: string) => boolean): void {
    for (const folder of this.refusedFolders) if (!wanted(folder)) this.refusedFolders.delete(folder);
    this.rest();
  }

  dispose(): void {
    this.refusedFolders.clear();
    this.rest();
  }

  private rest(): void {
    if (this.refusedFolders.size > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOSPC":
      return "ENOSPC: all watches of this user are taken; the system allows more with a higher fs.inotify.max_user_watches";
    case "EMFILE":
      return "EMFILE: too many programs of this user watch files; the system allows more with a higher fs.inotify.max_user_instances";
    case "EACCES":
    case "EPERM":
      return `${code}: it may not be read by this user`;
    default:
      return message;
  }
}
