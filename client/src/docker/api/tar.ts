const block = 512;

/**
 * The first regular file of a tar archive as text, which is what the engine sends for one path. Throws where there is
 * none, as for a folder or a link. The format: POSIX.1-1988 ustar, size in octal at 124, type at 156.
 */
export function fileOfTar(bytes: Buffer): string {
  let at = 0;
  while (at + block <= bytes.length) {
    const header = bytes.subarray(at, at + block);
    const size = Number.parseInt(header.toString("latin1", 124, 136).replace(/[^0-7]/gu, "") || "0", 8);
    const type = header.toString("latin1", 156, 157);
    if (type === "0" || type === "\0") {
      if (header[0] === 0) break;
      return bytes.toString("utf8", at + block, at + block + size);
    }
    // Extended headers (x, g, L) stand before the file that they are about.
    at += block + Math.ceil(size / block) * block;
  }
  throw new Error("the engine sent no regular file");
}
