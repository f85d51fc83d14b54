import ts from "typescript";

/** A text that the code hands to `l10n.t`, and where it does. */
export interface LocalizedText {
  readonly text: string;
  /** `client/src/file.ts:12`. */
  readonly at: string;
  /** How many values the call puts into it. */
  readonly values: number;
}

/**
 * The texts that a source hands to `l10n.t(...)`. Throws where one is not written out at the call: nobody could find it to
 * translate it.
 */
export function localizedTexts(file: string, source: string): LocalizedText[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const found: LocalizedText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslation(node.expression)) {
      const [text, ...values] = node.arguments;
      const at = `${file}:${parsed.getLineAndCharacterOfPosition(node.getStart(parsed)).line + 1}`;
      if (text === undefined || !ts.isStringLiteral(text)) {
        throw new Error(`${at}: the first argument of l10n.t has to be a string literal.`);
      }
      found.push({ text: text.text, at, values: values.length });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

/** `l10n.t`, `vscode.l10n.t`, `this.l10n.t`. */
function isTranslation(called: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(called) || called.name.text !== "t") return false;
  const { expression } = called;
  return (
    (ts.isIdentifier(expression) && expression.text === "l10n") ||
    (ts.isPropertyAccessExpression(expression) && expression.name.text === "l10n")
  );
}
