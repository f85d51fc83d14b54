import type { FileSource } from "../compose/project/source";
import { ComposeDocument } from "../compose/syntax/document";
import type { FileId } from "../compose/syntax/node";
import { decode } from "./decode";
import type { FileSystem } from "./fileSystem";
import { othersTurn } from "./othersTurn";

/** A text in the editor, and the version before it that makes parsing quick. */
interface OpenFile {
  readonly text: string;
  readonly previous: ComposeDocument | undefined;
  parsed?: ComposeDocument;
}

/** Milliseconds of parsing after which others have their turn. */
const longestTurn = 20;

/**
 * The files of projects: what is open in the editor as it is there, everything else as it was on disk when it was last
 * looked at. Answers at once; what nobody has looked at yet is looked at by {@link settle}.
 */
export class FileCache implements FileSource {
  private readonly opened = new Map<FileId, OpenFile>();
  private readonly onDisk = new Map<FileId, { readonly text: string; parsed?: ComposeDocument } | "missing">();

  constructor(private readonly files: FileSystem) {}

  readonly document = (file: FileId): ComposeDocument | "missing" | "pending" => {
    const opened = this.opened.get(file);
    if (opened !== undefined) {
      opened.parsed ??= ComposeDocument.parse(file, opened.text, opened.previous);
      return opened.parsed;
    }
    const known = this.onDisk.get(file);
    if (known === undefined) return "pending";
    if (known === "missing") return known;
    known.parsed ??= ComposeDocument.parse(file, known.text);
    return known.parsed;
  };

  readonly text = (file: FileId): { readonly text: string } | "missing" | "pending" =>
    this.opened.get(file) ?? this.onDisk.get(file) ?? "pending";

  /** The editor's text of a file, which is parsed when somebody asks: only what changed since the last one. */
  open(file: FileId, text: string): void {
    const known = this.opened.get(file);
    if (known?.text === text) return;
    this.opened.set(file, { text, previous: known?.parsed ?? known?.previous });
  }

  /** Parses an open file little by little, so that a large one keeps nobody waiting who asks for another. */
  async prepare(file: FileId): Promise<void> {
    const opened = this.opened.get(file);
    if (opened === undefined || opened.parsed !== undefined) return;
    const steps = ComposeDocument.parsing(file, opened.text, opened.previous);
    for (let began = performance.now(); ;) {
      const step = steps.next();
      if (step.done === true) {
        opened.parsed ??= step.value;
        return;
      }
      if (performance.now() - began < longestTurn) continue;
      await othersTurn();
      if (this.opened.get(file) !== opened) return this.prepare(file);
      began = performance.now();
    }
  }

  isOpen(file: FileId): boolean {
    return this.opened.has(file);
  }

  /** From now on the file is what the disk says. */
  close(file: FileId): void {
    this.opened.delete(file);
    this.onDisk.delete(file);
  }

  /** The file on disk is another now, or gone, or new. */
  changedOnDisk(file: FileId): void {
    this.onDisk.delete(file);
  }

  /** Repeats a computation until every file that it asks for has been looked at. */
  async settle<T extends { readonly pending: readonly FileId[] }>(compute: () => T): Promise<T> {
    for (;;) {
      const result = compute();
      if (result.pending.length === 0) return result;
      await Promise.all(result.pending.map((file) => this.look(file)));
    }
  }

  private async look(file: FileId): Promise<void> {
    let found: { text: string } | "missing" = "missing";
    try {
      const decoded = decode(await this.files.read(file));
      if ("text" in decoded) found = decoded;
    } catch {
      // A file that cannot be read is to Compose what one that is not there is: it refuses the project.
    }
    this.onDisk.set(file, found);
  }
}
