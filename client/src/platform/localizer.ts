import type { Text } from "../../../shared/text";

/** The part of `vscode.l10n` that layers below the views use; they get it handed in and stay free of `vscode`. */
export interface Localizer {
  t(message: string, ...values: (string | number | boolean)[]): string;
}

/** A text in the editor's language, with its values in place. */
export function spokenBy(localizer: Localizer, { parts, values }: Text): string {
  const message = parts.reduce((text, part, at) => `${text}{${at - 1}}${part}`);
  const spoken = values.map((value) => {
    if (typeof value !== "object") return value;
    return "count" in value ? value.count : spokenBy(localizer, value);
  });
  return localizer.t(message, ...spoken);
}
