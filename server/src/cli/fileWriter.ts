import { inEnglish } from "../../../shared/text";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { draftsBeside, replaceFile, type Replacement, whyNotReplaceable } from "../workspace/replaceFile";
import { reasonOf } from "../workspace/unreadOf";

/** Writes files for `--fix`; a test hands in another. */
export interface FileWriter {
  /** The reason why a file is not to be written, in words; undefined where it may be. */
  whyNot(file: string): Promise<string | undefined>;
  /** Puts `bytes` in place of `expected`; nothing is written over what was saved meanwhile. */
  replace(file: string, expected: Uint8Array, bytes: Uint8Array): Promise<Replacement>;
  /** Drafts that a killed run left beside the files that were written. */
  leftovers(): Promise<readonly string[]>;
}

/**
 * Writes files of this machine that lie at or below the places that the user named, whatever symbolic links say: a
 * stranger's Compose file may include any other, and a finding may stand in that one.
 */
export class NamedFilesWriter implements FileWriter {
  /** What is being written; whoever ends the process early removes it. */
  readonly drafts = new Set<string>();
  private readonly written = new Set<string>();

  constructor(
    /** Absolute; the working folder among them. */
    private readonly named: readonly string[],
    private readonly read: (path: string) => Promise<Uint8Array>,
  ) {}

  async whyNot(file: string): Promise<string | undefined> {
    try {
      const target = await realpath(file);
      const places = await Promise.all(this.named.map((place) => realpath(place).catch(() => undefined)));
      if (!places.some((place) => place !== undefined && isWithin(target, place))) {
        const leads = path.resolve(file) === target ? "" : `it is ${target}, and `;
        return `${leads}only files of the working folder and of the paths that are named are written`;
      }
    } catch (error) {
      return inEnglish(reasonOf(error));
    }
    return whyNotReplaceable(file);
  }

  async replace(file: string, expected: Uint8Array, bytes: Uint8Array): Promise<Replacement> {
    // It may lead elsewhere by now.
    const reason = await this.whyNot(file);
    if (reason !== undefined) return { kind: "left", reason };
    this.written.add(file);
    return replaceFile(file, expected, bytes, this.read, this.drafts);
  }

  async leftovers(): Promise<string[]> {
    const found = await Promise.all([...this.written].map(draftsBeside));
    return [...new Set(found.flat())].sort();
  }
}

function isWithin(file: string, place: string): boolean {
  const way = path.relative(place, file);
  return way === "" || (way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}
