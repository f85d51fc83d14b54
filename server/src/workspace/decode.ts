/** The text of a file, or why it has none. */
export type Decoded = { readonly text: string } | { readonly unreadable: string };

/**
 * Decodes a file as Compose's YAML reader does (yaml.v3 readerc.go): UTF-8, or UTF-16 where a byte order mark says so.
 * The mark stays in the text, as it does in an editor's document.
 */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  if (encoding === "utf-8" && bytes.includes(0)) return { unreadable: "it is a binary file" };
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { unreadable: `it is not ${encoding.toUpperCase()} text` };
  }
}

function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}
