import { LineTable } from "./lines";
import type { Chunk, FileId } from "./node";

/** A text that is no YAML, a file of variables, as one chunk: places in it are offsets in the text. */
export class PlainText implements Chunk {
  readonly plain = true;
  private table: LineTable | undefined;

  constructor(
    readonly file: FileId,
    readonly text: string,
  ) {}

  get lines(): LineTable {
    return (this.table ??= new LineTable(this.text));
  }
}
