import { inEnglish } from "../../../shared/text";
import type { FileId } from "../compose/syntax/node";
import { decode, encodeAs } from "../workspace/decode";
import type { FileCache } from "../workspace/fileCache";
import type { Report } from "../workspace/report";
import { filesOf, safeEdits, withEdits } from "../workspace/safeFixes";
import { reasonOf } from "../workspace/unreadOf";
import type { FileWriter } from "./fileWriter";

/** What one round of fixes came to. */
export interface Round {
  /** Fixes that are in the files now. */
  readonly made: number;
  /** Whether a file was saved by somebody else meanwhile, so that its findings are to be made anew. */
  readonly again: boolean;
}

/** Makes safe fixes in files, and knows which of them it had to leave. */
export class Mending {
  /** Files that cannot be mended, with the reason. */
  readonly left = new Map<FileId, string>();
  private readonly examined = new Set<FileId>();

  constructor(
    private readonly cache: FileCache,
    private readonly read: (path: string) => Promise<Uint8Array>,
    private readonly writer: FileWriter,
  ) {}

  /** Makes the safe fixes in the files that may be written, each in its own encoding. */
  async round(reports: readonly Report[]): Promise<Round> {
    const { edits, each } = safeEdits(await this.mendable(reports));
    const mended = new Set<FileId>();
    let again = false;
    for (const file of filesOf(edits)) {
      const mine = edits.filter((edit) => edit.file === file);
      const outcome = await this.write(file, (text) => withEdits(text, mine));
      if (outcome === "replaced") mended.add(file);
      if (outcome === "changed") again = true;
      this.cache.changedOnDisk(file);
    }
    return { made: each.filter((fix) => fix.every(({ file }) => mended.has(file))).length, again };
  }

  /** Says of the files that were saved in every round that they are left. */
  giveUp(reports: readonly Report[]): void {
    for (const file of filesOf(safeEdits(reports).edits)) {
      if (!this.left.has(file)) this.left.set(file, "another program changed it again and again");
    }
  }

  private async write(file: FileId, edited: (text: string) => string): Promise<"replaced" | "changed" | "left"> {
    const known = this.cache.text(file);
    if (typeof known === "string") return "changed";
    try {
      const original = await this.read(file);
      const decoded = decode(original);
      // The edits are of the text that was checked; in any other they would hit something else.
      if (!("text" in decoded) || decoded.text !== known.text) return "changed";
      const outcome = await this.writer.replace(file, original, encodeAs(original, edited(known.text)));
      if (outcome.kind === "left") this.left.set(file, outcome.reason);
      return outcome.kind;
    } catch (error) {
      this.left.set(file, inEnglish(reasonOf(error)));
      return "left";
    }
  }

  /** Leaves out what has a safe fix in a file that may not be written: half a fix is none. */
  private async mendable(reports: readonly Report[]): Promise<Report[]> {
    const mendable: Report[] = [];
    for (const report of reports) {
      const files = filesOf(safeEdits([report]).edits);
      for (const file of files) {
        if (this.examined.has(file)) continue;
        this.examined.add(file);
        const reason = await this.writer.whyNot(file);
        if (reason !== undefined) this.left.set(file, reason);
      }
      if (files.length > 0 && !files.some((file) => this.left.has(file))) mendable.push(report);
    }
    return mendable;
  }
}
