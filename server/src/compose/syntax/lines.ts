/** Zero-based line and UTF-16 column, as the Language Server Protocol counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Where the lines of a text start: after `\n`, `\r\n` or a lone `\r`, as the Language Server Protocol has it. */
export class LineTable {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    const starts = [0];
    if (text.includes("\r")) {
      for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    } else {
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    }
    this.starts = starts;
  }

  /** The number of line breaks; a text without any has one line and zero breaks. */
  get breaks(): number {
    return this.starts.length - 1;
  }

  /** The position of an offset; offsets outside the text are moved to its nearest end. */
  position(offset: number): Position {
    const wanted = Math.min(Math.max(offset, 0), this.text.length);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: wanted - (this.starts[low] ?? 0) };
  }

  /** The offset at which a line starts; the length of the text for a line past the end. */
  start(line: number): number {
    return this.starts[line] ?? this.text.length;
  }
}
