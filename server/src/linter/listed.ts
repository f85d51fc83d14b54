/** One place may be about a thousand names: nobody reads more than a few. */
const mostNames = 8;

/**
 * A list for a sentence, which stays short however long the list is: the first names, and how many more there are. `noun`
 * says what they are where the sentence leaves it open; `between` stands between the names.
 */
export function listed(names: readonly string[], { noun = "", between = ", " } = {}): string {
  if (names.length <= mostNames) return names.join(between);
  const more = `${names.length - mostNames} more${noun && ` ${noun}`}`;
  return `${names.slice(0, mostNames).join(between)}${between === ", " ? " and " : between}${more}`;
}
