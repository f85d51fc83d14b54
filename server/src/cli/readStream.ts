import type { Readable } from "node:stream";
import { mostMegabytes } from "../compose/project/unread";
import { NotRead } from "../workspace/unreadOf";

/** All bytes of a stream, no more than of a file. */
export async function readStream(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop closes the stream, so that whoever writes to it ends as well.
    if (length > mostMegabytes * 1024 * 1024) throw new NotRead("large");
  }
  return Buffer.concat(chunks);
}
