import {
  DocumentDiagnosticReportKind,
  type PreviousResultId,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import type { FileId } from "../compose/syntax/node";
import { fileOf, uriOf } from "../workspace/fileId";
import type { FileResult } from "./workspaceCheck";

/** So many files are told of together. */
const filesAtOnce = 16;

/** What the client is told of the files of a workspace, in one answer or, where it takes parts, as it is found. */
export class WorkspaceReporter {
  /** The results that the client has, by the URIs that it knows. */
  private readonly has = new Map<FileId, PreviousResultId>();
  private readonly left = new Map<FileId, WorkspaceDocumentDiagnosticReport>();
  private news = false;

  constructor(
    previous: readonly PreviousResultId[],
    private readonly partial: { report(part: WorkspaceDiagnosticReportPartialResult): void } | undefined,
  ) {
    for (const each of previous) this.has.set(fileOf(each.uri), each);
  }

  /** Whether there was anything that the client did not have. */
  get hasNews(): boolean {
    return this.news;
  }

  /** The files of which the client has a result. */
  get files(): readonly FileId[] {
    return [...this.has.keys()];
  }

  /** The findings of a file; undefined where it is no longer one that is checked. */
  tell(file: FileId, result: FileResult | undefined): void {
    const before = this.has.get(file);
    const uri = before?.uri ?? uriOf(file);
    if (result !== undefined && before?.value === result.id) {
      this.left.set(file, { kind: DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId: result.id });
    } else {
      this.news = true;
      const named = result === undefined ? {} : { resultId: result.id };
      const items = [...(result?.items ?? [])];
      this.left.set(file, { kind: DocumentDiagnosticReportKind.Full, uri, version: null, items, ...named });
      // A client has no name for what is not checked: it does not ask about it again.
      if (result === undefined) this.has.delete(file);
      else if (this.partial !== undefined) this.has.set(file, { uri, value: result.id });
    }
    if (this.left.size >= filesAtOnce) this.flush();
  }

  /** Sends what is left, where the client takes parts of an answer. */
  flush(): void {
    if (this.partial === undefined || this.left.size === 0) return;
    this.partial.report({ items: [...this.left.values()] });
    this.left.clear();
  }

  /** What has not been sent yet. */
  rest(): WorkspaceDocumentDiagnosticReport[] {
    this.flush();
    return [...this.left.values()];
  }
}
