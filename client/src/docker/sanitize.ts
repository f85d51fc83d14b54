/* eslint no-control-regex: off -- removing control characters is this file's job */
/**
 * Text that came from a container is data. These functions make it safe to show: nothing in it can move a cursor, hide
 * a character, turn the reading direction or start a terminal escape sequence.
 */

/** Controls, what has no width or turns the direction (Unicode's formats), separators of lines, halves of a pair. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Terminal escape sequences of ECMA-48: OSC and other strings up to their terminator, CSI, and the short ones. */
const escapes =
  /(?:\u001b[\]PX^_]|[\u0090\u009d])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/gu;

/** One line of sanitized text, cut to `limit` characters with an ellipsis. */
export function sanitize(text: string, limit = 200): string {
  // A label may be 64 kB long: cut before the expressions see it.
  const line = text
    .slice(0, limit * 4)
    .replace(escapes, "")
    .replace(invisible, " ")
    .trim();
  // The cut may go through a pair.
  return line.length > limit ? `${line.slice(0, limit - 1).replace(/\p{Cs}$/u, "")}\u2026` : line;
}

/** Several lines of sanitized text, as for a log: escapes and controls removed, lines kept. */
export function sanitizeLines(text: string): string {
  const lines = text.replace(/\r\n?/gu, "\n").replace(escapes, "");
  return lines.replace(invisible, (character) => (character === "\n" || character === "\t" ? character : ""));
}
