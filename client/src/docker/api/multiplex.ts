/** What a process wrote, apart by stream. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Takes apart the frames in which the engine sends two streams over one (moby api/types/container/container.go,
 * "Stream format"): 1 byte stream, 3 bytes zero, 4 bytes length, payload. Bytes that are not such frames, as from a
 * container with a TTY, are standard output as they stand.
 */
export function demultiplex(bytes: Buffer): Output {
  const streams: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const stream = bytes.readUInt8(at);
    if (stream > 2 || bytes.readUIntBE(at + 1, 3) !== 0) break;
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    if (end > at + 8) streams[stream === 2 ? 1 : 0].push(bytes.subarray(at + 8, end));
    at = Math.min(end, bytes.length);
  }
  if (at < bytes.length) streams[0].push(bytes.subarray(at));
  return { stdout: Buffer.concat(streams[0]).toString("utf8"), stderr: Buffer.concat(streams[1]).toString("utf8") };
}
