import type { Readable } from "node:stream";

/** More than a probe or a log tail needs; keeps a hostile container from filling the extension host. */
const maximumOutput = 8 * 1024 * 1024;

/** Everything that a stream holds, up to 8 MB. Throws where there is more. */
export async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maximumOutput) throw new Error(`the output is larger than ${maximumOutput} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
