import { fstatSync, writeSync } from "node:fs";

type Stream = NodeJS.WriteStream & { readonly fd: number };

/** Where a program prints. Writing never throws; what went wrong is remembered. */
export class Output {
  /** Why nothing more is written: the error of the first text that did not arrive. */
  failure: unknown;
  private readonly isFile: boolean;

  constructor(private readonly stream: Stream) {
    // An error of which a callback was told is an event as well.
    stream.on("error", (error) => {
      this.failure ??= error;
    });
    this.isFile = isWrittenAtOnce(stream);
  }

  /** Resolves when the text has arrived or cannot. */
  async write(text: string): Promise<void> {
    if (this.failure !== undefined || text === "") return;
    try {
      if (this.isFile) writeWhole(this.stream.fd, text);
      else
        await new Promise<void>((resolve, reject) =>
          this.stream.write(text, (error) => (error ? reject(error) : resolve())),
        );
    } catch (error) {
      this.failure ??= error;
    }
  }

  /** Whoever read has seen enough, as `head` has; that is no failure. */
  get isClosed(): boolean {
    const { failure } = this;
    return failure instanceof Error && "code" in failure && failure.code === "EPIPE";
  }
}

/** A stream of Node takes a part of a text for the whole where a disk becomes full in the middle of it. */
function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}

function isWrittenAtOnce({ fd, isTTY }: Stream): boolean {
  try {
    const stats = fstatSync(fd);
    return !isTTY && (stats.isFile() || stats.isCharacterDevice());
  } catch {
    return false;
  }
}
