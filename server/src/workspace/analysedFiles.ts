import type { FileSource } from "../compose/project/source";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Chunk, FileId } from "../compose/syntax/node";
import { PlainText } from "../compose/syntax/plainText";
import { readSuppressionsIn, type SuppressionComment, type Suppressions } from "../linter/suppression";
import { isCurrent } from "./placeInFile";
import type { Report } from "./report";

interface AnalysedFile {
  /** Undefined for a file of variables, which is no YAML. */
  readonly document: ComposeDocument | undefined;
  readonly suppressions: Suppressions;
}

/** The files of one analysis, each as it was when the analysis met it: what changes meanwhile is for the next one. */
export class AnalysedFiles {
  private readonly met = new Map<FileId, AnalysedFile | undefined>();
  private readonly usedComments = new Set<SuppressionComment>();

  constructor(
    private readonly source: Pick<FileSource, "document" | "text">,
    private readonly suppressionsOf: (document: ComposeDocument) => Suppressions,
    /** Files of variables, which findings may stand in. */
    private readonly plain: ReadonlySet<FileId>,
  ) {}

  /** The text of a file as it is now. */
  get text(): FileSource["text"] {
    return this.source.text;
  }

  /** A file with the comments in it that suppress findings; undefined where it cannot be read. */
  get(file: FileId): AnalysedFile | undefined {
    if (this.met.has(file)) return this.met.get(file);
    const met = this.plain.has(file) ? this.ofVariables(file) : this.ofYaml(file);
    this.met.set(file, met);
    return met;
  }

  private ofYaml(file: FileId): AnalysedFile | undefined {
    const document = this.source.document(file);
    return typeof document === "string" ? undefined : { document, suppressions: this.suppressionsOf(document) };
  }

  private ofVariables(file: FileId): AnalysedFile | undefined {
    const found = this.source.text(file);
    if (typeof found === "string") return undefined;
    return { document: undefined, suppressions: readSuppressionsIn(new PlainText(file, found.text)) };
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
  lineTable({ file }: Pick<Chunk, "file">): object | undefined {
    const known = this.get(file);
    if (known === undefined || known.suppressions.comments.length > 0) return undefined;
    if (known.document !== undefined) return known.document.lineTable;
    const found = this.source.text(file);
    return typeof found === "string" ? undefined : found;
  }

  /** The same for one chunk: while the line at which it starts is the same, so are the places in it. */
  lineOf(chunk: Chunk): number | undefined {
    if (this.lineTable(chunk) === undefined) return undefined;
    if (chunk.plain !== undefined) return isCurrent(chunk, this.source) ? 0 : undefined;
    return this.get(chunk.file)?.document?.lineOf(chunk);
  }
}
