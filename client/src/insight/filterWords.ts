/** The words of a filter, in lower case. */
export function wordsOf(filter: string): string[] {
  return filter
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");
}

/** Whether each word of a filter is in one of these texts; true of an empty filter. */
export function matches(filter: string, texts: readonly string[]): boolean {
  const text = texts.join(" ").toLowerCase();
  return wordsOf(filter).every((word) => text.includes(word));
}
