/* eslint no-control-regex: off -- removing control characters is this file's job */
/**
 * Text that came from a container is data. These functions make it inert: nothing in it can move a cursor, hide
 * a character, turn the reading direction or start a terminal escape sequence.
 */

/** C0 and C1 controls, zero-width characters, line separators and the bidirectional controls of Unicode UAX #9. */
const invisible = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** The same without tab and newline, for text that keeps its lines. */
const invisibleInLines =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Terminal escape sequences of ECMA-48: OSC and other strings up to their terminator, CSI, and the short ones. */
const escapes =
  /(?:\u001b[\]PX^_]|[\u0090\u009d])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/gu;

/** One line of inert text, cut to `limit` characters with an ellipsis. */
export function inert(text: string, limit = 200): string {
  // A label may be 64 kB long: cut before the expressions see it.
  const line = text
    .slice(0, limit * 4)
    .replace(escapes, "")
    .replace(invisible, " ")
    .trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}\u2026` : line;
}

/** Several lines of inert text, as for a log: escapes and controls removed, lines kept. */
export function inertLines(text: string): string {
  return text.replace(/\r\n?/gu, "\n").replace(escapes, "").replace(invisibleInLines, "");
}
