import type { FileSource } from "../compose/project/source";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Chunk, FileId } from "../compose/syntax/node";
import type { FoundText } from "../compose/project/environmentFiles";
import type { SuppressionComment, Suppressions } from "../linter/suppression";
import { isCurrent } from "./placeInFile";
import type { Report } from "./report";

interface AnalysedFile {
  /** Undefined for a file of variables, which is no YAML. */
  readonly document: ComposeDocument | undefined;
  readonly suppressions: Suppressions;
  /** Stands for the text: the same object as long as it is the same. */
  readonly text: object;
}

/** Reads the comments that suppress findings, and remembers them by the text. */
export interface SuppressionReader {
  readonly inYaml: (document: ComposeDocument) => Suppressions;
  readonly inVariables: (file: FileId, found: FoundText) => Suppressions;
}

/** The files of one analysis, each as it was when the analysis met it: what changes meanwhile is for the next one. */
export class AnalysedFiles {
  private readonly usedComments = new Set<SuppressionComment>();

  constructor(
    private readonly source: Pick<FileSource, "document" | "text">,
    private readonly suppressions: SuppressionReader,
    /** Files of variables, which findings may stand in. */
    private readonly plain: ReadonlySet<FileId>,
    private readonly met = new Map<FileId, AnalysedFile | undefined>(),
  ) {}

  /** The same files for a part of the analysis that is remembered by itself: no comment is used in it yet. */
  forPart(): AnalysedFiles {
    return new AnalysedFiles(this.source, this.suppressions, this.plain, this.met);
  }

  /** What reports in these files depend on beside the findings: while each is the same object, so is every text. */
  textsOf(files: readonly FileId[]): readonly (object | undefined)[] {
    return files.map((file) => this.get(file)?.text);
  }

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
    if (typeof document === "string") return undefined;
    return { document, suppressions: this.suppressions.inYaml(document), text: document };
  }

  private ofVariables(file: FileId): AnalysedFile | undefined {
    const found = this.source.text(file);
    if (typeof found === "string") return undefined;
    return { document: undefined, suppressions: this.suppressions.inVariables(file, found), text: found };
  }

  /** Whether a comment suppresses the rule there; the comment is then one that is used. */
  suppress({ file, range, rule }: Pick<Report, "file" | "range" | "rule">): boolean {
    const comments = this.get(file)?.suppressions.covering(rule, range.start.line) ?? [];
    this.use(comments);
    return comments.length > 0;
  }

  /** Notes that these comments suppressed a finding in this analysis. */
  use(comments: Iterable<SuppressionComment>): void {
    for (const comment of comments) this.usedComments.add(comment);
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
