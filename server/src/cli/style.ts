import type { Severity } from "../linter/finding";

/** How parts of the text for people are set off. */
export interface Style {
  readonly severity: (severity: Severity, text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const none = (text: string): string => text;

/** For files and programs: nothing is set off. */
export const plain: Style = { severity: (_, text) => text, strong: none, faint: none };

const codes: Record<Severity, string> = { error: "31", warning: "33", information: "34", hint: "36" };
const set =
  (code: string) =>
  (text: string): string =>
    `\u001B[${code}m${text}\u001B[0m`;

/** For terminals: the sixteen colours that every theme has. */
export const coloured: Style = {
  severity: (severity, text) => set(`1;${codes[severity]}`)(text),
  strong: set("1"),
  faint: set("2"),
};
