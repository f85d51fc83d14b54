/**
 * Splits a stream into its lines, without those that are blank; what stands behind the last line break is no line. Throws
 * what `tooLong` gives where one is longer than so many characters.
 */
export async function* textLines(
  stream: AsyncIterable<Uint8Array>,
  longest: number,
  tooLong: () => Error,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    // What came before has no line break: only what is new is looked through, however small the pieces are.
    const [first = "", ...others] = decoder.decode(chunk, { stream: true }).split("\n");
    const lines = others.length === 0 ? [] : [rest + first, ...others.slice(0, -1)];
    rest = others.at(-1) ?? rest + first;
    if (rest.length > longest) throw tooLong();
    for (const line of lines) if (line.trim() !== "") yield line;
  }
}
