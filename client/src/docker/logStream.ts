/**
 * Takes the engine's frames out of a log as it arrives (moby api/types/container/container.go, "Stream format"); the log
 * of a container with a TTY has none. Gives text, a character that was cut in two in one piece.
 */
export class LogStream {
  readonly #decoders = [new TextDecoder(), new TextDecoder()] as const;
  #rest = Buffer.alloc(0);

  constructor(private readonly tty: boolean) {}

  /** The text of what has arrived. */
  text(chunk: Uint8Array): string {
    if (this.tty) return this.#decoders[0].decode(chunk, { stream: true });
    this.#rest = Buffer.concat([this.#rest, chunk]);
    let text = "";
    while (this.#rest.length >= 8) {
      const end = 8 + this.#rest.readUInt32BE(4);
      if (this.#rest.length < end) break;
      const decoder = this.#decoders[this.#rest.readUInt8(0) === 2 ? 1 : 0];
      text += decoder.decode(this.#rest.subarray(8, end), { stream: true });
      this.#rest = this.#rest.subarray(end);
    }
    return text;
  }
}
