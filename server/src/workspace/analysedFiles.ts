import type { FileSource } from "../compose/project/source";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Chunk, FileId } from "../compose/syntax/node";
import type { SuppressionComment, Suppressions } from "../linter/suppression";
import type { Report } from "./report";

interface AnalysedFile {
  readonly document: ComposeDocument;
  readonly suppressions: Suppressions;
}

/** The files of one analysis, each as it was when the analysis met it: what changes meanwhile is for the next one. */
export class AnalysedFiles {
  private readonly met = new Map<FileId, AnalysedFile | undefined>();
  private readonly usedComments = new Set<SuppressionComment>();

  constructor(
    private readonly source: Pick<FileSource, "document">,
    private readonly suppressionsOf: (document: ComposeDocument) => Suppressions,
  ) {}

  /** A file with the comments in it that suppress findings; undefined where it cannot be read. */
  get(file: FileId): AnalysedFile | undefined {
    if (this.met.has(file)) return this.met.get(file);
    const document = this.source.document(file);
    const met = typeof document === "string" ? undefined : { document, suppressions: this.suppressionsOf(document) };
    this.met.set(file, met);
    return met;
  }

  /** Whether a comment suppresses the rule there; the comment is then one that is used. */
  suppress({ file, range, rule }: Pick<Report, "file" | "range" | "rule">): boolean {
    const comments = this.get(file)?.suppressions.covering(rule, range.start.line) ?? [];
    for (const comment of comments) this.usedComments.add(comment);
    return comments.length > 0;
  }

  /** The comments that suppressed a finding in this analysis. */
  get used(): ReadonlySet<SuppressionComment> {
    return this.usedComments;
  }

  /**
   * What the reports in a file depend on beside their findings: while it is the same object, every chunk is on the same
   * lines. Undefined where reports are made anew each time, since comments suppress findings without moving a line.
   */
  lineTable(file: FileId): object | undefined {
    const known = this.get(file);
    return known === undefined || known.suppressions.comments.length > 0 ? undefined : known.document.lineTable;
  }

  /** The same for one chunk: while the line at which it starts is the same, so are the places in it. */
  lineOf(chunk: Chunk): number | undefined {
    return this.lineTable(chunk.file) && this.get(chunk.file)?.document.lineOf(chunk);
  }
}
