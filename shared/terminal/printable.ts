/**
 * What has no shape of its own and may do something to who reads it: controls (an escape sequence, a line break), what
 * turns the direction or has no width (Unicode's formats), line and paragraph separators, halves of a surrogate pair.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** A command to a CI service, which looks for `##[error]` and `##vso[...]` anywhere in a line. */
const command = /##(?=\w*\[)/g;

/**
 * A text of somebody else as a part of one line for a terminal or a log: what cannot be seen is named (`<U+001B>`), and
 * nothing in it is a command. Every text that was not written here goes through this on its way out.
 */
export function printable(text: string): string {
  return text.replace(invisible, named).replace(command, `#${named("#")}`);
}

/** The same, and tabs stay, so that what stands below is in its column. */
export function printableLine(text: string): string {
  return text.split("\t").map(printable).join("\t");
}

/** A path at the beginning of a line, where `::` would begin a command to GitHub. */
export function printablePath(path: string): string {
  return printable(path.startsWith("::") ? `./${path}` : path);
}

/** JSON with the same data, in which nothing is a command or invisible, and each string is well-formed Unicode. */
export function printableJson(value: unknown): string {
  const wellFormed = (_key: string, each: unknown): unknown =>
    typeof each === "string" ? each.replace(/\p{Cs}/gu, "\uFFFD") : each;
  return JSON.stringify(value, wellFormed, 2)
    .replace(/[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)
    .replace(command, `#${escaped("#")}`);
}

function named(character: string): string {
  return `<U+${hex(character.codePointAt(0) ?? 0)}>`;
}

function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, index) => `\\u${hex(text.charCodeAt(index)).toLowerCase()}`).join("");
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, "0");
}
