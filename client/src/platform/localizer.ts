/** The part of `vscode.l10n` that layers below the views use; they get it handed in and stay free of `vscode`. */
export interface Localizer {
  t(message: string, ...values: (string | number | boolean)[]): string;
}
