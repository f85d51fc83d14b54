import type { Readable } from "node:stream";
import { say } from "../../../../shared/text";
import { UnusableAnswer } from "../fault";

const megabyte = 1024 * 1024;

/** More than a probe or a log tail needs; keeps a hostile container from filling the extension host. */
const maximumOutput = 8 * megabyte;

/**
 * Everything that a stream holds, up to so many bytes, 8 MB where nothing is said. Throws where there is more, and ends
 * the stream. The bytes are copied together as they come: an object for each of a million small chunks would take
 * hundreds of times as much.
 */
export async function readAll(stream: Readable, most = maximumOutput): Promise<Buffer> {
  let bytes = Buffer.allocUnsafe(Math.min(most, 64 * 1024));
  let size = 0;
  for await (const chunk of stream) {
    const piece = chunk as Uint8Array;
    const needed = size + piece.length;
    if (needed > most) throw new UnusableAnswer(say`it is larger than ${inWords(most)}, the most that Hostside reads`);
    if (needed > bytes.length) {
      const larger = Buffer.allocUnsafe(Math.min(most, Math.max(needed, bytes.length * 2)));
      bytes.copy(larger, 0, 0, size);
      bytes = larger;
    }
    bytes.set(piece, size);
    size = needed;
  }
  return bytes.subarray(0, size);
}

function inWords(bytes: number): string {
  return bytes < megabyte ? `${bytes / 1024} kB` : `${bytes / megabyte} MB`;
}
