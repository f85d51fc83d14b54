import type { FileId, Node } from "../syntax/node";
import { mostDeep, mostIncluded, mostTakenOver, type Unread } from "./unread";

/** A place at which a reading stops. */
export interface Cut {
  readonly file: FileId;
  readonly reason: Unread;
  readonly at: Node;
}

/**
 * Keeps the time and the memory of one reading bounded where they grow faster than the files: a few short ones can include
 * each other in a million ways, and each link of a chain of `extends` takes over all that the ones before it have.
 */
export class ReadingBounds {
  private included = 0;
  private takenOver = 0;

  constructor(private readonly onCut: (cut: Cut) => void) {}

  /** Whether one more included project is read, which that many files lead to. */
  mayInclude(file: FileId, at: Node, depth: number): boolean {
    if (depth > mostDeep) this.onCut({ file, reason: "deep", at });
    else if (this.included >= mostIncluded) this.onCut({ file, reason: "ways", at });
    else {
      this.included += 1;
      return true;
    }
    return false;
  }

  /** Whether so many values more are taken over from another service or file. */
  mayTakeOver(size: number, at: Node): boolean {
    const isFirst = this.takenOver <= mostTakenOver;
    this.takenOver += size;
    if (this.takenOver <= mostTakenOver) return true;
    // One finding is enough: behind it nothing more is taken over.
    if (isFirst) this.onCut({ file: at.chunk.file, reason: "copies", at });
    return false;
  }
}
