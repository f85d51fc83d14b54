import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demultiplex } from "../../src/docker/api/multiplex";

describe("the two streams of a program", () => {
  const frame = (stream: number, text: string): Buffer => {
    const header = Buffer.alloc(8);
    header.writeUInt8(stream, 0);
    header.writeUInt32BE(Buffer.byteLength(text), 4);
    return Buffer.concat([header, Buffer.from(text)]);
  };

  it("are told apart", () => {
    const bytes = Buffer.concat([frame(1, "out"), frame(2, "error"), frame(1, "put")]);
    expect(demultiplex(bytes)).toEqual({ stdout: "output", stderr: "error" });
  });

  it("of a TTY, and cut frames, are text as they stand", () => {
    expect(demultiplex(Buffer.from("plain text of a TTY")).stdout).toBe("plain text of a TTY");
    expect(demultiplex(frame(1, "cut off").subarray(0, 11)).stdout).toBe("cut");
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void demultiplex(Buffer.from(bytes))));
  });
});
