import type { Unread } from "../compose/project/unread";

/** The text of a file, or why it has none and what of it is text all the same. */
export type Decoded = { readonly text: string } | NoText;

/** A file that is no text; `inPart` has U+FFFD for what is none. */
export interface NoText {
  readonly unread: Extract<Unread, "binary" | "encoding">;
  readonly inPart: string;
}

/**
 * Decodes a file as Compose's YAML reader does (yaml.v3 readerc.go): UTF-8, or UTF-16 where a byte order mark says so.
 * The mark stays in the text, as it does in an editor's document.
 */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  if (encoding === "utf-8" && bytes.includes(0)) return { unread: "binary", inPart: inPart(bytes) };
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { unread: "encoding", inPart: inPart(bytes) };
  }
}

function inPart(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes), { ignoreBOM: true }).decode(bytes);
}

/** The bytes of a text in the encoding of the bytes that it was decoded from; a mark in the text stays one. */
export function encodeAs(original: Uint8Array, text: string): Uint8Array {
  const encoding = encodingOf(original);
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++) {
    view.setUint16(index * 2, text.charCodeAt(index), encoding === "utf-16le");
  }
  return new Uint8Array(view.buffer);
}

function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}
