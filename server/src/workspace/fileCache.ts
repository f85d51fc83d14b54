import type { FileSource } from "../compose/project/source";
import { ComposeDocument } from "../compose/syntax/document";
import type { FileId } from "../compose/syntax/node";
import { decode } from "./decode";
import type { FileSystem } from "./fileSystem";

/**
 * The files of projects: what is open in the editor as it is there, everything else as it was on disk when it was last
 * looked at. Answers at once; what nobody has looked at yet is looked at by {@link settle}.
 */
export class FileCache implements FileSource {
  private readonly opened = new Map<FileId, ComposeDocument>();
  private readonly onDisk = new Map<FileId, { readonly text: string; parsed?: ComposeDocument } | "missing">();

  constructor(private readonly files: FileSystem) {}

  readonly document = (file: FileId): ComposeDocument | "missing" | "pending" => {
    const opened = this.opened.get(file);
    if (opened !== undefined) return opened;
    const known = this.onDisk.get(file);
    if (known === undefined) return "pending";
    if (known === "missing") return known;
    known.parsed ??= ComposeDocument.parse(file, known.text);
    return known.parsed;
  };

  readonly text = (file: FileId): { readonly text: string } | "missing" | "pending" =>
    this.opened.get(file) ?? this.onDisk.get(file) ?? "pending";

  /** The editor's text of a file; parses only what changed since the last one. */
  open(file: FileId, text: string): ComposeDocument {
    const previous = this.opened.get(file);
    const document = previous?.text === text ? previous : ComposeDocument.parse(file, text, previous);
    this.opened.set(file, document);
    return document;
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
