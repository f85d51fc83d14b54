import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Report } from "../workspace/report";

/** Runs something after so many milliseconds; the answer is what cancels it. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** So long after the last key nobody types any more, in milliseconds. */
const pause = 500;

/** The last edit of a document, as long as its user may go on typing. */
interface Edit {
  /** The lines on which it left the cursors. */
  readonly lines: readonly number[];
  readonly cancel: () => void;
  /** Whether findings were left out because of it. */
  holdsBack: boolean;
}

/** What is known of one open document. */
interface Typed {
  /** The findings that the editor was sent last. */
  shown: readonly Report[];
  edit: Edit | undefined;
}

/**
 * Leaves out what is found on the line on which the user types: half a word is no mistake. It is shown when the user pauses
 * or saves. What was shown already stays, what is found on other lines is shown at once, and so is that a finding is gone.
 */
export class Typing {
  private readonly documents = new WeakMap<TextDocument, Typed>();
  private readonly listeners: ((document: TextDocument) => void)[] = [];
  private readonly stopListeners: (() => void)[] = [];

  constructor(private readonly after: After) {}

  /** Calls back when findings that were left out may be shown. */
  onDidPause(listener: (document: TextDocument) => void): void {
    this.listeners.push(listener);
  }

  /** Calls back when the user paused or saved after typing. */
  onDidStop(listener: () => void): void {
    this.stopListeners.push(listener);
  }

  /** The user changed a document. */
  changed(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): void {
    const typed = this.of(document);
    typed.edit?.cancel();
    const lines = linesWithCursor(changes);
    typed.edit =
      lines.length === 0
        ? undefined
        : { lines, cancel: this.after(pause, () => this.paused(document)), holdsBack: false };
  }

  /** The user saved a document, or has paused. */
  paused(document: TextDocument): void {
    const typed = this.of(document);
    const { edit } = typed;
    typed.edit = undefined;
    edit?.cancel();
    if (edit?.holdsBack === true) for (const listener of this.listeners) listener(document);
    if (edit !== undefined) for (const listener of this.stopListeners) listener();
  }

  /** Nobody is to be told of a document any more. */
  closed(document: TextDocument): void {
    this.documents.get(document)?.edit?.cancel();
    this.documents.delete(document);
  }

  /** Of the findings of a document those that the editor is sent now. */
  shown(document: TextDocument, reports: readonly Report[]): readonly Report[] {
    const typed = this.of(document);
    const { edit, shown: before } = typed;
    typed.shown =
      edit === undefined
        ? reports
        : reports.filter((report) => !standsOn(edit.lines, report) || !isNew(report, reports, before));
    if (edit !== undefined && typed.shown.length < reports.length) edit.holdsBack = true;
    return typed.shown;
  }

  private of(document: TextDocument): Typed {
    let typed = this.documents.get(document);
    if (typed === undefined) {
      typed = { shown: [], edit: undefined };
      this.documents.set(document, typed);
    }
    return typed;
  }
}

/**
 * The lines on which changes leave the cursors, each change told in terms of the text that the one before it left. None
 * where the text was replaced as a whole: that is no typing.
 */
export function linesWithCursor(changes: readonly TextDocumentContentChangeEvent[]): readonly number[] {
  let lines: number[] = [];
  for (const change of changes) {
    if (!("range" in change)) {
      lines = [];
      continue;
    }
    const { start, end } = change.range;
    const cursor = start.line + (change.text.match(/\r\n|\r|\n/g)?.length ?? 0);
    const below = lines.filter((line) => line > end.line).map((line) => line + cursor - end.line);
    lines = [...new Set([...lines.filter((line) => line < start.line), cursor, ...below])];
  }
  return lines;
}

function standsOn(lines: readonly number[], { range: { start, end } }: Report): boolean {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return lines.some((line) => start.line <= line && line <= last);
}

/** Whether there are more findings with these words than before: an edit moves lines, and other lines may say the same. */
function isNew(report: Report, reports: readonly Report[], before: readonly Report[]): boolean {
  const count = (among: readonly Report[]): number =>
    among.filter(({ rule, message }) => rule === report.rule && message === report.message).length;
  return count(reports) > count(before);
}
