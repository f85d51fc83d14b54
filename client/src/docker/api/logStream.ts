const headerLength = 8;

/**
 * Takes the engine's frames out of a log as it arrives (moby api/types/container/container.go, "Stream format"); the log
 * of a container with a TTY has none. Gives text, a character that was cut in two in one piece. Nothing but the header
 * of a frame is ever held back, however long the frame says it is.
 */
export class LogStream {
  private readonly decoders = [new TextDecoder(), new TextDecoder()] as const;
  private readonly header = Buffer.alloc(headerLength);
  private headerHas = 0;
  /** How much of the frame is still to come. */
  private left = 0;
  /** False for bytes that are no frames, as they are from then on. */
  private framed: boolean;

  constructor(tty: boolean) {
    this.framed = !tty;
  }

  /** The text of what has arrived. */
  text(chunk: Uint8Array): string {
    let text = "";
    let at = 0;
    while (at < chunk.length) {
      if (!this.framed) return text + this.decoders[0].decode(chunk.subarray(at), { stream: true });
      if (this.left > 0) {
        const end = Math.min(chunk.length, at + this.left);
        const decoder = this.decoders[this.header[0] === 2 ? 1 : 0];
        text += decoder.decode(chunk.subarray(at, end), { stream: true });
        this.left -= end - at;
        at = end;
        continue;
      }
      const end = Math.min(chunk.length, at + headerLength - this.headerHas);
      this.header.set(chunk.subarray(at, end), this.headerHas);
      this.headerHas += end - at;
      at = end;
      if (this.headerHas === headerLength) text += this.begin();
    }
    return text;
  }

  /** Begins the frame of the header; what cannot be one is text itself. */
  private begin(): string {
    this.headerHas = 0;
    if (this.header.readUInt8(0) <= 2 && this.header.readUIntBE(1, 3) === 0) {
      this.left = this.header.readUInt32BE(4);
      return "";
    }
    this.framed = false;
    return this.decoders[0].decode(this.header, { stream: true });
  }
}
