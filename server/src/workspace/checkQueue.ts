import type { FileId } from "../compose/syntax/node";

/** What was learned of a file when it was checked. */
export interface Checked {
  /** Every file that its findings depend on. */
  readonly dependsOn: Iterable<FileId>;
  /** The Compose files of its projects that are to be checked with it, whatever their names. */
  readonly parts: readonly FileId[];
}

/** What is known of a file that was checked. */
interface Known {
  readonly dependsOn: ReadonlySet<FileId>;
  readonly parts: ReadonlySet<FileId>;
}

/**
 * The files of a workspace that are checked, one after the other: which there are, what each one depends on, and which have
 * to be looked at, or looked at again. It reads nothing.
 */
export class CheckQueue {
  /** The files that a search has found. */
  private found: ReadonlySet<FileId> = new Set();
  private readonly known = new Map<FileId, Known>();
  private readonly waiting = new Set<FileId>();

  /** How many files wait. */
  get left(): number {
    return this.waiting.size;
  }

  /** A search has found these and no others. Answers those that the one before had not found. */
  find(files: Iterable<FileId>): readonly FileId[] {
    const before = this.found;
    this.found = new Set(files);
    const fresh = [...this.found].filter((file) => !before.has(file));
    const gone = [...this.known.keys()].filter((file) => before.has(file) && !this.found.has(file));
    for (const file of [...fresh, ...gone]) this.waiting.add(file);
    return fresh;
  }

  /** Every file has to be looked at again. */
  everything(): void {
    for (const file of [...this.found, ...this.known.keys()]) this.waiting.add(file);
  }

  /** A file has changed. Answers whether there is one whose findings depend on it. */
  changed(changed: FileId): boolean {
    const concerned = [...this.known].filter(([, { dependsOn }]) => dependsOn.has(changed));
    for (const [file] of concerned) this.waiting.add(file);
    return concerned.length > 0;
  }

  /** One file has to be looked at. */
  add(file: FileId): void {
    this.waiting.add(file);
  }

  /** The file that is to be looked at now. */
  next(): FileId | undefined {
    const [file] = this.waiting;
    if (file !== undefined) this.waiting.delete(file);
    return file;
  }

  /** Whether a file is one that is checked: a search has found it, or one that was found takes it. */
  isChecked(file: FileId): boolean {
    if (this.found.has(file)) return true;
    return [...this.known].some(([taker, { parts }]) => this.found.has(taker) && parts.has(file));
  }

  /** A file was looked at. What its projects took or left since the last time has to be looked at as well. */
  checked(file: FileId, { dependsOn, parts }: Checked): void {
    const before = this.known.get(file)?.parts ?? new Set();
    const now: Known = { dependsOn: new Set([file, ...dependsOn]), parts: new Set(parts) };
    this.known.set(file, now);
    if (!this.found.has(file)) return;
    const left = [...before].filter((part) => !now.parts.has(part) && this.known.has(part));
    // Who was checked with this file already has what it says.
    const taken = parts.filter((part) => !before.has(part) && this.known.get(part)?.dependsOn.has(file) !== true);
    for (const part of [...left, ...taken]) if (part !== file) this.waiting.add(part);
  }

  /** A file is no longer one of those that are checked: what it took may not be either. */
  gone(file: FileId): void {
    const parts = this.known.get(file)?.parts ?? [];
    this.known.delete(file);
    for (const part of parts) if (part !== file && this.known.has(part)) this.waiting.add(part);
  }

  /** What waits is not looked at, until it has changed or everything has. */
  stop(): void {
    this.waiting.clear();
  }
}
