import type { FileId, Node } from "../syntax/node";
import type { Evaluated } from "../values/evaluator";
import type { Cut } from "./bounds";
import type { ProjectProblem } from "./problem";
import type { UnknownPart } from "./provenance";
import type { Unread, UnreadFile } from "./unread";

/** What one reading of a project finds wrong, and what of the project it cannot know. */
export class ReadingProblems {
  readonly pending = new Set<FileId>();
  readonly problems: ProjectProblem[] = [];
  readonly unread: UnreadFile[] = [];
  readonly unknownParts: UnknownPart[] = [];
  private partsUnknown = false;

  /** Whether all that belongs to the project was read. */
  get isWhole(): boolean {
    return !this.partsUnknown;
  }

  report(problem: ProjectProblem): void {
    this.problems.push(problem);
  }

  reportInvalid(invalid: Evaluated["invalid"]): void {
    for (const { at, reason } of invalid) this.report({ kind: "invalid-template", message: reason, at });
  }

  /** A URL that Compose takes for this path, at which it finds nothing. */
  reportNowhere(path: FileId, at: Node): void {
    this.partsUnknown = true;
    this.report({ kind: "no-path", message: `open ${path}: no such file or directory`, at });
  }

  /** A file that could not be had: Compose refuses the project, or reads what is not known here. */
  reportUnread(
    file: FileId,
    reason: Unread,
    holds: UnreadFile["holds"],
    at: Node | undefined,
    refused: Omit<ProjectProblem, "at"> | undefined,
  ): void {
    this.partsUnknown = true;
    if (refused !== undefined) this.report({ ...refused, at });
    else if (at !== undefined) this.unread.push({ file, reason, holds, at });
  }

  /** Where a reading stops, so that its time and memory are bounded: what lies behind is not known, and a finding says so. */
  readInPart({ file, reason, at }: Cut): void {
    this.partsUnknown = true;
    if (!this.unread.some((each) => each.at === at && each.reason === reason)) {
      this.unread.push({ file, reason, holds: "services", at });
    }
  }

  /** A file that nobody has looked at yet. */
  awaits(file: FileId): void {
    this.pending.add(file);
  }

  unknownPart(part: UnknownPart): void {
    this.partsUnknown = true;
    this.unknownParts.push(part);
  }

  /** Something belongs to the project that has no place in a file. */
  isPartlyUnknown(): void {
    this.partsUnknown = true;
  }
}
