import { say, type Text } from "../../../shared/text";

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

/** The same as a text that is translated where it is shown. */
export function listedText(names: readonly (string | Text)[]): Text {
  const shown = names.slice(0, mostNames);
  const list: Text = { parts: ["", ...shown.slice(1).map(() => ", "), ""], values: shown };
  return names.length <= mostNames ? list : say`${list} and ${names.length - mostNames} more`;
}
